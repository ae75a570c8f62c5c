f() { local -n ref=$1; ref+=(new); ref[0]=changed; echo "${#ref[@]}"; }
arr=(a b); f arr; echo "${arr[@]}"
declare -n r=x; r=5; echo $x; x=6; echo $r ${!r}
g() { local -n out=$1; out="from g"; }; g result; echo "$result"
