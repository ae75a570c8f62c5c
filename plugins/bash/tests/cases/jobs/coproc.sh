coproc { read -r x; echo "got $x"; }
declare -p COPROC; pid=$COPROC_PID; echo hi >&"${COPROC[1]}"; read -r line <&"${COPROC[0]}"; echo "$line"
wait "$pid"; echo $?; declare -p COPROC
coproc UP { tr a-z A-Z; }
echo hello >&"${UP[1]}"; exec 5<&"${UP[0]}"; eval "exec ${UP[1]}>&-"; cat <&5; wait
f() { coproc X { cat; }; coproc sort -r; }
declare -f f
