yes | head -2
seq 100000 | head -1; echo "${PIPESTATUS[0]}"
{ echo a; sleep 0.1; echo b; echo c; } | head -1
while :; do echo loop; done | head -2
