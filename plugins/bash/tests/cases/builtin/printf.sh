printf '%s %d %5.2f|%-5s|%05d|%x|%X|%o|%c|%%\n' str 42 3.14159 ab 42 255 255 8 char
printf '%s\n' a b c; printf '%s-%s\n' 1 2 3
printf '%q %q %q\n' 'a b' "it's" ''
printf '%b' 'tab\there\n'; printf 'no newline'; echo
printf '%*d|%-*d|%.*f\n' 5 42 5 42 2 3.14159
printf -v var '%03d' 7; echo $var
printf '%d %d %d\n' 0x10 010 "'A"
printf '%s\n'; printf '%d\n'; printf '[%5s][%-5s][%.2s]\n' abc abc abc
printf '%e %g %g %g\n' 12345.678 0.00001 100000 1234567
printf '%+d % d %i\n' 5 5 -3; printf '\x41\u00e9\101\n'
