set -e
((1))
i=0
((i++)) || true
((i=0)) 
echo never
