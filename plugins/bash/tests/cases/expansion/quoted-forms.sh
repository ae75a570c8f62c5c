printf '%q ' '~a' 'a~' 'a=~b' ':~' '=~' '#a' 'a#' '' "'" '{a,b}' $'\e'; echo
q="'"; echo "${q@Q}"; printf 'a\0b' > f; x=$(<f); echo "$x"
set -a; v=(1); v[1]=2; w[0]=x; z=(1); declare -p v w z
OPTIND=100; getopts a: o -a v; echo "$? $OPTIND"; getopts a 1x -a; echo $?
