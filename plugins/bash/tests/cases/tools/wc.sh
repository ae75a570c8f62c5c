printf 'one two\nthree\n' > f; wc f; wc -l f; wc -w < f; wc -c f f; echo -n x | wc -l; printf 'é\n' | wc -m; wc nosuch; echo $?; cat f | wc
