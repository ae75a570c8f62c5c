kill -0 $p
kill $p
sleep 5
kill -9 $p
