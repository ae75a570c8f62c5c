(sleep 0.2; exit 2) & (sleep 0.1; exit 1) &
wait -n; echo $?; wait -n; echo $?; wait -n; echo $?
