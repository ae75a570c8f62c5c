printf 'a\nb\nc\n' > f; cp f g; sed -i 2q f; cat f; sed -i.bak 's/a/x/;1q' g; cat g g.bak
printf 'a\n' | sed -i q; echo $?; sed -n 2q g.bak; echo $?
