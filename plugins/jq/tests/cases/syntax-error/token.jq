.[] | select(.x == §)
