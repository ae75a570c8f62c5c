if true; then echo yes; else echo no; fi
if false; then echo 1; elif true; then echo 2; else echo 3; fi
if ! false; then echo neg; fi
if [ 1 -eq 1 ] && [[ a == a ]]; then echo both; fi
if false; then :; fi; echo $?
