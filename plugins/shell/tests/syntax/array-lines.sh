a=(
  one # first

  two
)
