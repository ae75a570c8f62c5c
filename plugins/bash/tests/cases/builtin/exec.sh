(exec echo replaced; echo never); echo $?; (exec nosuch; echo never); echo $?
exec 3>&1; x=$(echo captured; echo direct >&3); exec 3>&-; echo "$x"
exec > log; echo logged; exec >&2; cat log
