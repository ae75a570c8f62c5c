# first
$ git clone x
$ cd x \
    && make
