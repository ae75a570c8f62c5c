mkdir -p a/b; chmod 750 a/b; echo hi >a/f; chmod 644 a/f; ln -s b a/l; ln -s Nope a/bad; touch -d '2024-03-05 06:07:08' a/f
find a -lname 'b*' | sort; find a -ilname nope; find a -lname '*' | sort; find a ! -lname '*' | sort
find a -type l -printf '%p -> %l %y %Y %s %m %M\n' | sort; find a/f -printf '[%l]\n'
find a -printf '%p|%P|%h|%H|%f|%d|%y\n' | sort
find a/b a/f a/ -maxdepth 0 -printf '[%p][%f][%h][%H][%P]\n'; cd a; find . -printf '%P|%h|%f\n' | sort; find -printf '%p|%P\n' | sort; cd ..
find / -maxdepth 0 -printf '[%p][%f][%h][%H][%P]\n'; find / -maxdepth 1 -name usr -printf '[%p][%f][%h][%H][%P]\n'
find a/f -printf '%t|%T+|%TS|%TT|%T@|%Tb|%Ta|%TY-%Tm-%Td %TH:%TM|%Tk|%Tj|%TF|%TD|%Tr|%TR|%Ts\n'; find a/f -printf '%a|%A+|%AY|%A@\n'
find a/f -printf '%10s|%-10s|%05s|%.3f|%8p|%n|%m|%#m|%5m|%-5m|%06m|%8M|%5l|\n'
find a/f -printf '%-5f|%05d|%-5d|%+5d|% d|%3Y|%5h|%-8Ty|%6TH|100%%\n'
find a/f -printf 'tab\tback\\end\n'; find a/f -printf 'cut\cno'; echo; find a/f -printf '%'; echo $?; find a -printf; echo $?; find a -lname; echo $?
