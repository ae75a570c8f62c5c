f() { echo; } > out 2>&1
