cat a b | sort
cat -n a | less
cat *.txt | wc
cat $files | wc
cat | wc
cat - | wc
cat <<E | wc
x
E
cat < f | wc
cat f > g
sudo cat /etc/shadow | wc
