caller; echo $?; f() { caller; caller 0; caller 1; echo $?; }; f
