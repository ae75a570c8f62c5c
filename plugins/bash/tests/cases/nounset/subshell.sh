set -u
(echo $undefined; echo no); echo $?
x=$(echo $undefined); echo $?
echo $((undefined_var + 1))
echo never
