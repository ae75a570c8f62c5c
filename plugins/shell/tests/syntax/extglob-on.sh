shopt -s extglob
ls !(*.txt) @(a|b(c))
case $x in +([0-9])) ;; esac
