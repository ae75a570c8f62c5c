(a; b) & c
