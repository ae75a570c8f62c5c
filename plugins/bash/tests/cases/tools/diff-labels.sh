printf 'a\nb\n' > x; printf 'a\nc\n' > y
mkdir d; printf 'a\nz\n' > d/x
diff -u --label old --label new x y
diff x d; diff d x
diff -s x x
diff -b <(echo 'a  b') <(echo 'a b') && echo same
diff nosuch neither; echo $?
