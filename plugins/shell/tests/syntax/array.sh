a=(1 2 "three four" [7]=x)
echo "${a[@]}"
