dir=/srv
dir=$1
rm -r $dir
other="a b"
rm $other
