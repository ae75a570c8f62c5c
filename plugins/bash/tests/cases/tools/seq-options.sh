seq -w 1 0.5 3
seq -w -5 5 5
seq -s ' ' 1 5
seq --separator=: 3
seq -f 'n%.2f' 1 3
seq --equal-width 9 11
seq 1 2 3 4; echo $?
seq 1 0 3; echo $?
seq 3 -1 0
