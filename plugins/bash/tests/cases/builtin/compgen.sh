compgen -W 'one two three' -- t; compgen -W 'c b a c'; compgen -W '{a,b} $(echo c d) "x y" *.txt'
compgen -W no yes; echo $?; compgen -P '<' -S '>' -W 'a b'; compgen -W 'foo bar' -X 'f*'; compgen -W 'foo bar' -X '!f*'
mkdir sub; touch file .hidden sub/inner; compgen -f | sort; compgen -d; compgen -f sub/; compgen -f -X '!*le' f
mine() { :; }; alias al=ls; var_one=1; compgen -A function mi; compgen -a al; compgen -v var_; compgen -k whi; compgen -A shopt glob
compgen -b ech; compgen -c compg; compgen -A signal SIGI; compgen -o dirnames -W x s; compgen -A bad; echo $?
words() { COMPREPLY=(alpha beta "$2"); }; compgen -F words be; compgen -C 'echo hi' w
