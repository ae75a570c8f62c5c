select x in a b; do echo "$x"; break; done
select y; do :; done
