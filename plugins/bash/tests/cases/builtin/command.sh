echo() { builtin echo "mine: $*"; }; echo hi; command echo plain; unset -f echo; builtin nosuch; builtin echo ok; command nosuch; builtin cd / && pwd
