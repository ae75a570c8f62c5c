a=1 b="$c" d=$(e) f
a=b=c
