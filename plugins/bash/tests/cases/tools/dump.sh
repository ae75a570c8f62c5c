echo hello | od -c; echo hello | od -An -tx1; printf '\x00\xff' | od -An -tu1; echo hello | od; echo hi > a; echo ho > b; cmp a b; echo $?; cmp a a && echo same; cmp -s a b || echo differ
