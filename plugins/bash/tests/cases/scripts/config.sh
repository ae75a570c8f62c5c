cat > app.conf <<'EOF'
# comment
host = localhost
port=8080

[section]
key = value with spaces
EOF
while IFS='=' read -r k v; do [[ $k =~ ^[[:space:]]*(#|$|\[) ]] && continue; k=${k// /}; v="${v# }"; echo "$k -> $v"; done < app.conf
sed -n 's/^port=//p' app.conf; grep -v '^#' app.conf | grep -c =
