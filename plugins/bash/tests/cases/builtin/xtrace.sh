set -x
y="two words" z='$dollar'
echo "$y" '' 'it'"'"'s' *nomatch
f() { echo in; }; f arg
v=$(echo sub)
if [ -n "$v" ]; then :; fi
case $v in s*) : ;; esac
((1+1)); arr=(1 2)
