sleep 10 & kill $!; wait $!; echo $?
bash -c 'kill -TERM $$'; echo $?
