echo "$(if)"
