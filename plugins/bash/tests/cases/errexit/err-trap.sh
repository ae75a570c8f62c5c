trap 'echo "ERR $? line $LINENO"' ERR
false
echo on
f() { false; echo in; }
f
(exit 2)
ls nosuch 2>/dev/null | cat
true | false
