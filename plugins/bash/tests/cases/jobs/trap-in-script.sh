# A script in the background is the process `$!` names: its traps get the signals.
cat >worker.sh <<'END'
trap 'echo asked to stop; exit 3' TERM
trap 'echo bye' EXIT
echo started
sleep 0.4
echo not reached
END
bash worker.sh & sleep 0.2; kill -TERM $!; wait $!; echo "status $?"
chmod +x worker.sh
./worker.sh & sleep 0.2; kill $!; wait $!; echo "status $?"
env A=1 bash worker.sh & sleep 0.2; kill $!; wait $!; echo "status $?"
(trap 'echo inner; exit 4' TERM; sleep 0.3; echo not reached) & sleep 0.1; kill $!; wait $!; echo "status $?"
bash -c 'trap "echo usr" USR1; sleep 0.3; echo goes on; exit 5' & sleep 0.1; kill -USR1 $!; wait $!; echo "status $?"
bash -c 'exec bash worker.sh' & sleep 0.2; kill $!; wait $!; echo "status $?"
bash -c '[ $$ = "$1" ] || echo other; echo $BASH_SUBSHELL' x $BASHPID >/dev/null & wait $!
bash -c 'sleep 0.5; echo not reached' & sleep 0.1; kill $!; wait $!; echo "status $?"
bash -c 'echo $$' >pid & wait $!; [ "$(cat pid)" = $! ] && echo same
(trap '' TERM; exec bash -c 'sleep 0.3; echo ignored it') & sleep 0.1; kill $!; wait $!; echo "status $?"
(trap 'echo no' TERM; exec sleep 5) & sleep 0.1; kill $!; wait $!; echo "status $?"
(trap 'echo no' EXIT; exec true) & wait $!; echo "status $?"
(exit 7) & wait $!; echo "status $?"
(echo $BASH_SUBSHELL) & wait; (echo $BASH_SUBSHELL; exit 6) | (cat; exit 8); echo "${PIPESTATUS[@]}"
nosuch & wait $!; echo "status $?"
bash -c 'kill -TERM $$; echo not reached'; echo "status $?"
