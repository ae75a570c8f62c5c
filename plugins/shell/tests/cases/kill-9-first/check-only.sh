kill -0 $p
kill -9 $p
