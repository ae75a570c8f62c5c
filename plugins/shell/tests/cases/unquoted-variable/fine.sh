a=$b
[[ $a = $b ]]
(( a + b ))
case $a in $b) ;; esac
cat <<E
$a
E
[ $# -gt 1 ]
[ $? -eq 0 ]
kill $$
rm $! ${#x} $((1 + a)) "$x" "${x}y" '$x' \$x
for x in $list; do echo $x; done
docker run -p $PORT:80 image
version=1.2 name="a-b"
cp app-$version.tgz $name /srv
mkdir ${flag:+-p} x
command echo $x
