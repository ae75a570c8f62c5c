fact() { if (($1<=1)); then echo 1; else echo $(($1*$(fact $(($1-1))))); fi; }
fact 10
fib() { (($1<2)) && { r=$1; return; }; fib $(($1-1)); local a=$r; fib $(($1-2)); r=$((a+r)); }
fib 15; echo $r
deep() { (($1==0)) && { echo bottom; return; }; deep $(($1-1)); }; deep 500
