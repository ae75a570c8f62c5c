true && echo a || echo b
false && echo a || echo b
false || false || echo c
true && false; echo $?
{ echo g1; echo g2; } && (echo s1; exit 2) || echo "status $?"
! true; echo $?; ! false; echo $?
