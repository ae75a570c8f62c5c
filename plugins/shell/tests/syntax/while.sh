while a; b; do c & done
until a; do b; done
