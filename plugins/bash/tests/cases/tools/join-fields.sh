printf 'a 1\nb 2\n' > l; printf 'a x\nb y\n' > r
join -1 0 l r; echo $?; join -2 x l r; echo $?; join -j 0 l r; join -o 0,1.2,2.2 l r; join -o 1.0 l r; echo $?
: | hexdump -C
