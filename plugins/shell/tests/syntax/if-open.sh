if true; then
 echo
