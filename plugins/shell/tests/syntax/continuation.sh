echo a \
  b \
  # c
