s=hello
echo "${s/l/[&]}" "${s//l/\&}" "${s/ell/"&"}"
