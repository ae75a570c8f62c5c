echo a=(1)
