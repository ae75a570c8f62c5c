for i in 1 2; do echo $i; done > loop; cat loop
while read -r l; do echo "<$l>"; done < loop
if true; then echo x; fi > iff; cat iff
f() { echo out; echo err >&2; } 2> ferr; f; cat ferr
{ read a; read b; echo "$b$a"; } < loop
