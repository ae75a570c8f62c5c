diff <(echo a) <(echo b); echo $?
cat <(echo one) <(echo two)
while read x; do echo "got $x"; done < <(printf '1\n2\n')
echo data > >(cat); wait
paste <(seq 3) <(seq 4 6)
