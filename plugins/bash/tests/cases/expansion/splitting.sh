x="a  b	c
d"
printf '<%s>' $x; echo
IFS=:; y=a:b::c:; printf '<%s>' $y; echo
IFS=' :'; z=' a : b  c:'; printf '<%s>' $z; echo
printf '<%s>' "$z"; echo
