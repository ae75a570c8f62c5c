rm -rf $a ${b}/x pre$c "$d"$e
cd $dir
sudo mv $1 $2
[ $x = y ] && test -n $z
if [ -f $HOME/x ]; then cp $* $@ /tmp; fi
x=$(mkdir $inner)
f() { chmod 644 ${files%.txt}; }
ä="ü"; touch "ü" $ü_$name
rm ${x:-$y} ${arr[@]}
