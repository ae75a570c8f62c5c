trap 'echo got TERM' TERM
trap 'echo got USR1' USR1
kill -TERM $$
kill -s USR1 $$; kill -USR1 $$
echo after
trap - TERM
trap
