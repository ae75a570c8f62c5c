declare -i n=2+3; n+=5; echo $n; declare -l low=ABC; declare -u up=abc; echo $low $up
declare -r c=1; c=2; echo "status $?"
echo next; readonly d=5; unset d; echo $?
declare -x E=env; bash -c 'echo $E'; export F=f; env | grep '^F='; export -n F; bash -c 'echo "[$F]"'
declare -a arr; arr[2]=x; declare -p arr; declare s; declare -p s; typeset t=1; echo $t
f() { declare -g glob=1; local loc=2; }; f; echo $glob ${loc-none}
