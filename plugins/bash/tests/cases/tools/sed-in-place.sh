printf '1\n2\n3\n' > f
sed -i.bak 's/2/two/' f; cat f f.bak
mkdir old; sed -i'old/*.was' '1d' f; cat f old/f.was
sed -i s/a/b/ old; echo $?
