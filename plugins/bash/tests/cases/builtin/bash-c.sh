bash -c 'echo "$0 $1 $#"' name arg1 arg2; bash -c 'nosuch'; sh -c 'echo $((1+1))'; echo 'echo from stdin' | bash; bash -ec 'false; echo no'; echo $?
bash -c 'echo $x'; x=1 bash -c 'echo $x'; bash nosuch.sh; echo $?; bash -c 'if'; echo $?; bash -uc 'echo $nope'; echo $?
