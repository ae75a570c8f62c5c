x=val
cat <<EOF
plain $x $(echo cmd) $((1+1)) \$x `echo bt` "quoted" 'single' \\
EOF
cat <<'EOF'
raw $x $(echo cmd) \$x
EOF
cat <<-EOF
	tabs stripped
		both
	EOF
cat <<A; cat <<B
first
A
second
B
while read -r l; do echo "[$l]"; done <<END
a \ b
c
END
