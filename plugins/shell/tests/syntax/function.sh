f() { echo; }
function g { echo; }
function h() ( echo )
f-g.h() if true; then :; fi
