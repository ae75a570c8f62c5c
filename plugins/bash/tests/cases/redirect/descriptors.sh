exec 3> out; echo to3 >&3; exec 3>&-; cat out
exec 4< out; read line <&4; echo "read $line"; exec 4<&-
echo swap 3>&1 1>&2 2>&3 3>&-
exec {fd}> var; echo v >&$fd; exec {fd}>&-; cat var
echo bad >&7; echo $?
exec 5<> rw; echo data >&5; cat rw
