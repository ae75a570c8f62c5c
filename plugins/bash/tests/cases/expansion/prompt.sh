cd /usr; var=value; set -- one
for p in '\w' '\W' 'a\nb' '\\' '\?' '\101\102' '\e[1m' '\[x\]y' '\D{literal}' '\v \V' '\j' '$var ${var^}' '\\$var' '\\\\$var' '$((1+2))' '$(echo sub)' '"quoted"' "it's" '\"' '\\\X'; do
  printf '%q\n' "${p@P}"
done
arr=('\W' '$var'); printf '[%s]' "${arr[@]@P}"; echo; echo "${1@P}"
shopt -u promptvars; p='$var \W'; echo "${p@P}"
x="a b"; echo ${x@k} ${x@K}; PS4='+${var}> '; set -x; : here
