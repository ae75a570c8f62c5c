timeout 0.2 sleep 5; echo $?
timeout 5 echo quick; echo $?
