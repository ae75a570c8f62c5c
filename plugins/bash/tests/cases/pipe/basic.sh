echo hello | tr a-z A-Z | rev
seq 10 | grep -v 5 | head -3 | tail -1
printf 'b\na\nc\n' | sort | while read x; do echo "- $x"; done
echo a | { read x; echo "x=$x"; }; echo "x=${x-unset}"
