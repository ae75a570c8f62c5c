trap 'echo "+ $BASH_COMMAND"' DEBUG
echo hi
trap - DEBUG
f() { trap 'echo returning' RETURN; echo in; }
f
