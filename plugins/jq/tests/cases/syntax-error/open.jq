.a | map(.b
