if true; then
  cat <<EOF
  text
  EOF
fi
