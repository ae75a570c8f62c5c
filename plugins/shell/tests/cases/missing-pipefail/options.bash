set -- -e
a | b
