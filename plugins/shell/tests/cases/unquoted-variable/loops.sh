for x in a b.c "d"; do rm $x; done
for y in *.txt; do rm $y; done
for z; do rm $z; done
