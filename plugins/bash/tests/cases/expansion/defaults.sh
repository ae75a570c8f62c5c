unset x; y=; z=val
echo "${x-a}" "${x:-b}" "${y-c}" "${y:-d}" "${z-e}" "${z:-f}"
echo "${x+a}" "${y+b}" "${y:+c}" "${z:+d}"
echo "${x=assigned}" "$x" "${y:=new}" "$y"
echo ${x:-a b} "${nope:-"quoted word"}" ${nope:-'single quoted'}
