set -- 1 2 3
printf '<%s>' "pre$@post"; echo
printf '<%s>' pre$@post; echo
printf '<%s>' "$@$@"; echo
