enable -n printf; type -t printf; printf '%s\n' outside; enable -n; enable printf; type -t printf
enable nope; echo $?
enable -n export; export x=1; enable export; declare -p x
declare() { echo "own: $*"; }; declare a=1 b; unset -f declare
