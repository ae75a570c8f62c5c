echo a)
