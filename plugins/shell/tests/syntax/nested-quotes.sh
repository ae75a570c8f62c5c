echo "$(echo "a $(echo "b")")" "${x:-"y z"}"
