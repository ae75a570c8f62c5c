a=(one two three); a[5]=six; a+=(seven)
echo "${a[@]}" "${#a[@]}" "${!a[@]}" "${a[-1]}" "${a[5]}"
unset 'a[1]'; echo "${a[@]}" "${!a[@]}"
b=("${a[@]}" extra); echo "${#b[@]}"
c=([3]=x [1]=y z); declare -p c
a[0]+=suffix; echo "${a[0]}" $a
unset a; echo "${#a[@]}"
