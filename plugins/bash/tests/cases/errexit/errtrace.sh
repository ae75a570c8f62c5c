set -E
trap 'echo trapped' ERR
f() { false; return 0; }
f
echo done
