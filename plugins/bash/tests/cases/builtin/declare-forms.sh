declare -i n=5; declare +i n; n=a; declare -p n
declare -lx low=ABC; declare -p low; declare +l low; low=ABC; declare -p low
declare -u up=abc; declare -l up; up=aBc; declare -p up; declare -c cap=hELLO; declare -p cap; cap+=WORLD; echo $cap
f() { declare -g gg=1; declare ll=2; declare -p gg ll; local -a bare; local -p; }; f; declare -p gg; declare -p ll
declare -a a1; declare -A a2; declare -p a1 a2; a1=(); declare -p a1; declare 'el[5]'; declare -p el; echo "${a2[@]@A}"
s=text; declare -A s; declare -p s; declare -t tr=1; declare -p tr
declare -p nope; declare -p n=3; declare +a 'a1=(3)'; echo $?
first=old; declare first=new second=$first; declare -p second
FOO=x declare y=$FOO; declare -p y FOO
declare w=$(echo err >&2; echo val) 2>/dev/null; declare -p w
declare -n self=self; declare -n; declare -n bad='1x'; echo $?
arr=(a b); declare -n el1='arr[1]'; readonly el1; echo $?
declare -A sp=([a b]=1 [c]+=2); declare -p sp; q="'"; declare | grep '^q='
target=t; declare -n ref=target; for ref in one two; do :; done; echo "$target"
