# `timeout` ends whatever it started, and the script goes on.
timeout 0.2 bash -c 'exec sleep 5'; echo $?
timeout 0.2 bash -c 'sleep 5; echo not reached'; echo $?
timeout 0.2 bash -c 'sleep 5 | cat; echo not reached'; echo $?
timeout 0.2 bash -c '(sleep 0.4; echo not reached); echo not reached'; echo $?
timeout 0.2 bash -c 'bash -c "sleep 0.4; echo not reached"; echo not reached'; echo $?
timeout 0.2 bash -c 'trap "echo told; exit 9" TERM; sleep 0.4' 2>/dev/null; echo $?
{ timeout -s KILL 0.2 bash -c 'sleep 5'; echo $?; } 2>/dev/null
timeout 5 bash -c 'echo quick; exit 3'; echo $?
timeout 5 bash -c 'kill -TERM $$'; echo $?
sleep 0.5; echo end
