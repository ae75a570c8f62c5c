cat > data.csv <<'EOF'
name,age,city
Alice,30,"New York"
Bob,25,LA
EOF
tail -n +2 data.csv | while IFS=, read -r name age city; do printf '%s is %d from %s\n' "$name" "$age" "${city//\"/}"; done
awk -F, 'NR>1 {sum+=$2} END {printf "avg %.1f\n", sum/(NR-1)}' data.csv
cut -d, -f1 data.csv | paste -sd' '; sort -t, -k2 -n data.csv | head -2
