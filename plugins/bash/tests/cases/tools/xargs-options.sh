printf 'a b\n\n c\n' | xargs -L1 echo line
printf 'a,b,c' | xargs -d, -n2 echo
printf 'x y\nz\n' | xargs -I% echo %-% end
: | xargs -I{} echo never {}
: | xargs -d, echo empty
printf 'a b' | xargs -t echo
echo "it's" | xargs 2>&1; echo $?
printf '1\n2\n' > in; xargs -a in echo
xargs -a nosuch echo; echo $?
echo a | xargs sh -c 'exit 255'; echo $?
