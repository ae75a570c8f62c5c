kill -l
kill -HUP 1
kill -9 2
docker kill x
