echo 'a"b' "a'b" a\ b "a\"b" "a\$b" "a\nb" $'a\nb' $'\x41\u00e9\101' "\`"
echo "a
b" 'c
d'
echo a''b"" '' | cat -A
