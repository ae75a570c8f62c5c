((echo a); (echo b))
( (echo a) )
(((1 + 2) > 2))
