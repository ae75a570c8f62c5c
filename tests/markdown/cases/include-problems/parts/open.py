# ANCHOR: open
x = 1
