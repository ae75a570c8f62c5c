ls -l
$ make install
