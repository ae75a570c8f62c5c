declare -A m
m[a b]=1
