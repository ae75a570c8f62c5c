status=$?
[ $status -eq 0 ]
tmp=/tmp/x.$$
rm $tmp
n=$((1 + 2))
test $n -gt 2
empty=
[ $empty = x ]
list="a$1"
rm $list
