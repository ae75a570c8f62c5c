trim() { local s="${1#"${1%%[![:space:]]*}"}"; echo "${s%"${s##*[![:space:]]}"}"; }
echo "[$(trim "  hi there  ")]"; join_by() { local IFS=$1; shift; echo "$*"; }; join_by , a b c
rev() { local s=$1 r= i; for ((i=${#s}-1;i>=0;i--)); do r+=${s:i:1}; done; echo "$r"; }; rev hello
repeat() { printf "%0.s$1" $(seq $2); echo; }; repeat ab 3; contains() { [[ $1 == *"$2"* ]]; }; contains hello ell && echo yes
printf -v padded '%-10s|' abc; echo "$padded"; urlencode() { local s=$1 i c; for ((i=0;i<${#s};i++)); do c=${s:i:1}; case $c in [a-zA-Z0-9._~-]) printf %s "$c";; *) printf '%%%02X' "'$c";; esac; done; echo; }; urlencode 'a b&c/d'
