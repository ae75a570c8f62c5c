for i in 3 1 2; do (sleep 0.$i; echo "job $i") & done; wait; echo done
