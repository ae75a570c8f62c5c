set -e
(false; echo inner) || echo "or"
(echo a; false; echo b)
echo never
