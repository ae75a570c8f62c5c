f=$(mktemp); [ -f "$f" ] && echo file; d=$(mktemp -d); [ -d "$d" ] && echo dir; case $(mktemp -u /tmp/x.XXXX) in /tmp/x.????) echo ok;; esac; mktemp x; echo $?; stat -c %a $f
