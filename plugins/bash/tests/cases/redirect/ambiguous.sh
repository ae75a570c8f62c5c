x="a b"; echo hi > $x; echo $?
echo hi > ""; echo $?
