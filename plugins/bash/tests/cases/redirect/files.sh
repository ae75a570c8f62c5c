echo one > f; echo two >> f; cat f; cat < f | wc -l
echo err >&2 2>e; ls nosuch 2>e2; cat e2
{ echo a; echo b >&2; } > both 2>&1; cat both
echo x &> amp; echo y &>> amp; cat amp
: > empty; wc -c < empty
cat nosuch; echo $?
echo hi > /nonexistent/x; echo $?
