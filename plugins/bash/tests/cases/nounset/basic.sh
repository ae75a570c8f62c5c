set -u
echo "${x:-ok}" "${x-}" "${x+no}"
echo "$@" "${#}" 
a=(); echo "${a[@]}" "${#a[@]}"
echo "$x"
echo never
