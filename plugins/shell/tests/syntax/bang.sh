! a | b
! ! a
time a | b
time -p a
