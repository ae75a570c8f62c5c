trap 'echo int' INT; trap 'echo "it'"'"'s"' TERM; trap 'echo bye' EXIT
trap -p TERM INT; (trap -p); (trap - INT; trap -p); x=$(trap -p EXIT); echo "$x"
trap 'echo a
echo b' USR1; trap -p USR1
