# it's fine
echo a#b # don't
