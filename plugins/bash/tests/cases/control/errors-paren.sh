echo a
echo b)
