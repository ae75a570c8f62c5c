$ ls -l
