set -u
f() { echo "${1:-none}"; echo "$2"; }
f a
echo never
