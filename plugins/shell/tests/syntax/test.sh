[[ -f x && ( -d y || ! -e z ) ]] && echo
