user@host:~$ ls
a b (c
