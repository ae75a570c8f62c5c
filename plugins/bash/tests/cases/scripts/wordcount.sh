text="the quick brown fox jumps over the lazy dog the end"
declare -A count
for w in $text; do ((count[$w]++)); done
for w in "${!count[@]}"; do echo "$w ${count[$w]}"; done | sort -k2,2nr -k1,1 | head -3
echo "$text" | tr ' ' '\n' | sort | uniq -c | sort -rn | head -1 | awk '{print $2, $1}'
