declare -A m=(a 1 b 2 "c d" 3)
for k in "${!m[@]}"; do echo "$k -> ${m[$k]}"; done
