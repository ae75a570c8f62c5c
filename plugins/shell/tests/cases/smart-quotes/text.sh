echo '“a”' "‘b’ –  " # “c” –d
cat <<E
“x”
E
