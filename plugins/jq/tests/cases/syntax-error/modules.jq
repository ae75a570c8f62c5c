import "a" as a; a::f | foo | $x
