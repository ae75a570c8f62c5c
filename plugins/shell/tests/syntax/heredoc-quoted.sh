cat <<'EOF' > out
$(if
EOF
echo done
