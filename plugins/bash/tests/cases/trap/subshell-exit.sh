trap 'echo parent' EXIT
(echo sub)
(trap 'echo child' EXIT)
x=$(trap 'echo c2' EXIT; echo v); echo "$x"
