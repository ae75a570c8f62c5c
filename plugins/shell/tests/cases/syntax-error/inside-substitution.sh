echo "$(echo a; if)" `if`
