cat > lib.sh <<'EOF'
lib_fn() { echo "lib $1"; }
LIB=loaded
echo "sourcing $# $1 ${BASH_SOURCE[0]}"
return 5
echo never
EOF
. ./lib.sh arg; echo $?; lib_fn x; echo $LIB; source ./lib.sh; source nosuch.sh; echo $?
