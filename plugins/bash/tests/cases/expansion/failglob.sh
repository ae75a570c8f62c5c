shopt -s failglob
echo nothing*
echo after
