set -- "a b" c ""
for x in "$@"; do echo "<$x>"; done
for x in $@; do echo "[$x]"; done
for x in "$*"; do echo "{$x}"; done
IFS=-; echo "$*"; IFS=; echo "$*"; unset IFS; echo "$*"
set --; for x in "$@"; do echo never; done; echo "none:$#"
