cat <<< "hello world"; x="a b"; cat <<< $x; read a b <<< "1 2 3"; echo "$a|$b"
tr a-z A-Z <<< 'it'\''s'; wc -c <<< ""
