f() {
 echo
