set -e
f() { return 3; }
g() { f; echo after; }
if g; then echo if; fi
g
