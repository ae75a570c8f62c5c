echo $((1/0))
echo next
echo $((1+))
echo $((08))
((x=1/0)); echo $?
let "y=1+"; echo $?
