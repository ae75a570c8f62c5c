set -e
false || echo or
if false; then :; fi
while false; do :; done
! true
false && true
f() { false; echo in-f; }
f || echo no
f && echo and
echo end
f
echo never
