x=1; (x=2; echo $x); echo $x
(exit 5); echo $?
(cd /; pwd) ; [ "$PWD" != / ] && echo back
y=$( (echo nested) ); echo $y
( trap 'echo bye' EXIT; echo hi )
echo $BASH_SUBSHELL $(echo $BASH_SUBSHELL) $( (echo $BASH_SUBSHELL) )
