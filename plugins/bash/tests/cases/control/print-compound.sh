f() { if a; then b; else c; fi; case $1 in x|y) one;; z) two;& w) three;;& *) four;; esac; }
declare -f f
