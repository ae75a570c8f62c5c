awk 'BEGIN { n["b"]; n[10]; n[9]; for (key in n) count++; print count; for (key in n) { if (key == 9) continue; seen++ }; print seen; for (key in n) break; print (key != "") }'
awk 'BEGIN { print length("hello"), substr("hello", 2, 3), index("hello", "l"), toupper("a") }'
