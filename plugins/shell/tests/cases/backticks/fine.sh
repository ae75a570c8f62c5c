echo '`a`' \`b\` $(c) # `d`
cat <<'E'
`e`
E
