mapfile -t lines < <(printf 'a\nb c\n\nd'); echo "${#lines[@]}" "${lines[@]}"
readarray -t -n 2 -s 1 two <<< $'1\n2\n3\n4'; declare -p two
mapfile x <<< "hi"; declare -p x
mapfile -d , -t parts <<< "a,b,c"; declare -p parts
