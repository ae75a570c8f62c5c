echo “it's”
