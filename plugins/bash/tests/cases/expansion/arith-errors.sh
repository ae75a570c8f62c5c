echo $((1/0))
echo next
echo $((1+))
echo $((08))
((x=1/0)); echo $?
let "y=1+"; echo $?
echo $((1 ? 2))
echo $((1 ? 2 3 ))
echo $((1 ?x))
echo $((1 ? x++))
echo $((1 ? (2) ))
echo $((1 ? y[1] ))
echo $((1 ? ))
echo $((1 ? 2 : ))
echo $((1 ? : 3))
echo $((0 ? 2, 3))
echo $((1 ? 2 : 3 ? 44))
let "a = 1 ? 22"; echo $?
