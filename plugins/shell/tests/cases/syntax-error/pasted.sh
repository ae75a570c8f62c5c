$ echo "open
$ echo )
