(sleep 0.2; echo slow; exit 3) & p=$!
(sleep 0.1; echo fast) &
wait $p; echo "status $?"
wait; echo all
false & wait $!; echo $?
wait 99999; echo $?
