echo -n no; echo; echo -e 'a\tb\\c\x41\0101'; echo -E 'a\tb'; echo -ne 'x\n'; echo -x -n; echo -- a; echo 'a\nb'; echo -e 'stop\chere'; echo; echo -nn x; echo
