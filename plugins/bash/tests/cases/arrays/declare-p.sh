a=(1 "two words" $'new\nline'); declare -p a
s='quote " dollar $ back \'; declare -p s
declare -i n=5; declare -x e=1; declare -r r=2; declare -p n e r
declare -p nosuch
