x=global
f() { local x=local; echo $x; g; echo $x; }
g() { echo "g sees $x"; x=changed; }
f; echo $x
h() { local a=1 b=2 c; echo "$a$b${c-unset}"; local -i n=3+4; echo $n; local -a arr=(1 2); echo ${#arr[@]}; }
h
local y=1; echo $?
