f() { local x=$1; if [ "$x" ]; then echo "yes $x"; else echo no; fi; for i in 1 2; do echo $i; done; }
declare -f f
declare -F f; g() { case $1 in a|b) echo ab;; *) echo other;; esac; while true; do break; done; [[ -n $1 ]] && (( x > 1 )) || { echo grp; }; cat <(echo x) > /dev/null 2>&1; }
type g
