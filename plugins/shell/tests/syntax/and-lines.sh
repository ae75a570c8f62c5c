a &&

  b |
  # why
  c
