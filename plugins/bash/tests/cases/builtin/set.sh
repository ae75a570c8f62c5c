set -- a b c; echo $1 $3 $#; shift; echo $1; shift 2; echo $#; shift; echo $?
set -x; echo traced "a b" $((1+1)); x=5; [ $x = 5 ]; [[ $x == 5 ]]; for i in 1; do :; done; set +x
echo $-; set -o | grep -E 'errexit|pipefail'; set -o nosuch; echo $?; set -eu; echo $-
