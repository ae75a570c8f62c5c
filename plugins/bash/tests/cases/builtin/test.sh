[ a = a ] && echo 1; [ a != b ] && echo 2; [ -z "" ] && echo 3; [ -n x ] && echo 4
[ 2 -gt 1 ] && echo 5; [ ! -e nofile ] && echo 6; [ a = a -a b = b ] && echo 7; [ a = b -o b = b ] && echo 8
touch f; mkdir d; ln -s f l
[ -f f ] && [ -d d ] && [ -L l ] && [ ! -s f ] && [ -r f ] && [ -w f ] && [ ! -x f ] && echo 9
[ ]; echo $?; [ x ]; echo $?; test; echo $?; [ 1 -eq a ]; echo $?; [ a b ]; echo $?; [ 1 = 1; echo $?
[ "(" = "(" ] && echo 10; [ ! "" ] && echo 11; [ f -ef l ] && echo 12; test abc \< abd && echo 13
