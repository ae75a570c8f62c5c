cat <<
hello
