x=$(echo a # it's )
)
