seq 1 50000 | wc -l
head -c 200000 /dev/zero | wc -c
seq 20000 | sort -rn | awk '{s+=$1} END {print s}'
