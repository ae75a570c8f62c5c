f() { local OPTIND=1 o; while getopts ":ab:c" o "$@"; do case $o in a) echo a;; b) echo "b=$OPTARG";; c) echo c;; :) echo "missing $OPTARG";; \?) echo "bad $OPTARG";; esac; done; shift $((OPTIND-1)); echo "rest: $*"; }
f -a -b val -c x y; f -abval; f -b; f -z; f -ac -- -b
set -- -x; getopts a o; echo "$o $?"
