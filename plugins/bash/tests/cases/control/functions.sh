f() { echo "args: $# $1 $2"; return 7; }
f a b; echo $?
function g { echo "g $*"; }; g 1 2 3
h() ( cd /; x=inner; pwd ); x=outer; h; echo $x
r() { [ $1 -le 0 ] && return; echo $1; r $(($1-1)); }; r 3
k() { local v=1; l; echo "k $v"; }; l() { v=2; echo "l $v"; }; k; echo "${v-unset}"
unset -f f; f 2>/dev/null; echo $?
