declare -A m=([one]=1 [two]=2 ["three four"]=34)
m[five]=5; k=two
echo "${m[one]}" "${m[$k]}" "${m["three four"]}" "${#m[@]}"
for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done
unset 'm[one]'; echo "${!m[@]}"; m[two]+=2; echo "${m[two]}"
[[ -v m[two] ]] && echo set; [[ -v m[none] ]] || echo unset
declare -p m
