let x=1+2 y=x*3; echo $x $y; let 'z = 5 > 3'; echo $z; let 0; echo $?; let; echo $?
((a=5, b=a*2)); echo $a $b $((a**2)); ((0)); echo $?
