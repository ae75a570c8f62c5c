return 3; echo $?; f() { return 300; }; f; echo $?; f() { return abc; }; f; echo $?
(exit 256); echo $?; (exit -1); echo $?; (exit abc); echo $?; bash -c 'exit 42'; echo $?
