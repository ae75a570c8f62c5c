x=$(cat <<E
a ) b
E
)
echo "$x"
