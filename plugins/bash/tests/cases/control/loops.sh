for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done
i=0; while ((i<5)); do ((i++)); ((i==3)) && break; echo w$i; done
until ((i==0)); do ((i--)); done; echo $i
for ((i=0,j=10; i<3; i++,j--)); do echo $i $j; done
for x; do echo never; done; set -- p q; for x; do echo $x; done
for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done
for i in 1 2; do for j in a b; do break 2; done; done; echo broke $i
