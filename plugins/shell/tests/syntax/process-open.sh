diff <(sort a b
