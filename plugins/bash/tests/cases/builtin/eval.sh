x='echo "$y"'; y="a  b"; eval "$x"; eval echo \$y; eval 'for i in 1 2; do echo $i; done'; eval "exit_code() { return 4; }"; exit_code; echo $?
eval 'echo "unclosed'; echo $?
eval; echo $?
