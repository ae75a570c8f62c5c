set -e
x=$(false; echo still)
echo "$x"
echo $(false) ok
y=$(exit 4)
echo never
