set -euo pipefail
lock=./lock.d
if mkdir "$lock" 2>/dev/null; then trap 'rmdir "$lock"; echo released' EXIT; echo acquired; else echo busy; exit 1; fi
( mkdir "$lock" 2>/dev/null || echo "second: busy" )
work() { echo working; local r; r=$(grep -c nothing /dev/null || true); echo "count $r"; }
work
