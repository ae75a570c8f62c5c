echo "größe" && (
