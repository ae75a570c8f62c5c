cat f | grep x
cat "my file" | sort -u | head
cat f | while read -r l; do :; done
cat f |
  wc -l
x=$(cat f | tr a b)
cat f | a < b
