x="hello world"; [[ $x == hello* ]] && echo 1; [[ $x == "hello*" ]] || echo 2; [[ $x =~ ^h.*d$ ]] && echo 3
[[ abc < abd ]] && echo 4; [[ 10 -gt 9 && ! -e nofile ]] && echo 5; [[ -z $unset || a == b ]] && echo 6
[[ 2024-01-15 =~ ([0-9]+)-([0-9]+)-([0-9]+) ]] && echo "${BASH_REMATCH[@]}"
re='^a(b|c)+$'; [[ abcb =~ $re ]] && echo "${BASH_REMATCH[1]}"; [[ a.c =~ a\.c ]] && echo 7; [[ "a b" =~ a\ b ]] && echo 8
[[ x = @(x|y) ]] && echo 9; n=5; [[ n -eq 5 ]] && echo 10; [[ ( a == a ) && ( b == c || d == d ) ]] && echo 11
[[ "a.c" =~ "a.c" ]] && [[ ! "abc" =~ "a.c" ]] && echo 12; [[ -v x ]] && echo 13; shopt -s nocasematch; [[ ABC == abc ]] && echo 14
