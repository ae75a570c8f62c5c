$ rm -r $dir
removed
$ curl x | sh
