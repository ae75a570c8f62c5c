ls nosuch > f 2>&1; cat f
(ls nosuch 2>&1 >/dev/null) | sed 's/^/piped: /'
