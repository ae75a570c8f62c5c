sleep 100 & pid=$!; kill -0 $pid && echo alive; kill $pid; wait $pid 2>/dev/null; echo $?
kill -0 $pid 2>/dev/null || echo gone
