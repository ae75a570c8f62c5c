echo ok
echo "unclosed
