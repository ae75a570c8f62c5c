files=("a b" c "d  e")
for ((i=0; i<${#files[@]}; i++)); do echo "$i: ${files[i]}"; done
for i in "${!files[@]}"; do echo "$i"; done
printf '%s\n' "${files[@]}"
echo "${files[*]}"; IFS=,; echo "${files[*]}"
