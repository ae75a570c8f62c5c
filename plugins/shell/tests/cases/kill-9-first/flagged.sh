kill -9 123
sudo pkill -KILL nginx
kill -s SIGKILL $pid
ps | xargs kill -9
killall -SIGKILL x
pkill -f server --signal=9
