for x in a b; do :; done
for x do :; done
for x; do :; done
for x in; do :; done
