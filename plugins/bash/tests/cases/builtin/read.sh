read a b c <<< "1 2 3 4"; echo "$a|$b|$c"
read -r x <<< 'back\slash'; echo "$x"; read x <<< 'back\slash'; echo "$x"
IFS=: read -r u p r <<< "root:x:0:0"; echo "$u $p $r"
read -a arr <<< "x y z"; echo "${arr[1]} ${#arr[@]}"
read -n 3 x <<< abcdef; echo $x; read -d : x <<< "a:b"; echo $x
read < /dev/null; echo $?
read <<< "  reply  "; echo "[$REPLY]"; read x <<< "  trim  "; echo "[$x]"
echo "a b" | while read x y; do echo "$y $x"; done
printf 'no newline' | { read x; echo "$? $x"; }
IFS= read -r l <<< "  keep  "; echo "[$l]"; IFS=, read a b <<< "1,,2"; echo "$a|$b"
read -t 0.1 x < <(sleep 1); echo $?
