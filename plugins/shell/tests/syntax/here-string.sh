cat <<<"a b"
