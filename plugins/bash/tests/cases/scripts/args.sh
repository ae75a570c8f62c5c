usage() { echo "usage: $0 [-v] file" >&2; exit 64; }
main() { local verbose=0; while [[ $# -gt 0 ]]; do case $1 in -v|--verbose) verbose=1; shift;; -h) usage;; --name=*) echo "name ${1#*=}"; shift;; --) shift; break;; -*) echo "unknown $1" >&2; return 1;; *) break;; esac; done; echo "verbose=$verbose rest=$*"; }
main -v --name=bob a b; main -x; echo $?; main -h
