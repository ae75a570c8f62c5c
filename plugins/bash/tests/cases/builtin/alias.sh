shopt -s expand_aliases
alias greet='echo hello'
greet world
unalias greet; greet 2>/dev/null; echo $?
alias a=b; alias
