f <<A <<B
one
A
two
B
echo x
