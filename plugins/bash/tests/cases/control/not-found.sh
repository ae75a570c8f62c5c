nosuchcommand a b
echo $?
./missing.sh; echo $?
touch plain; ./plain; echo $?
mkdir d; ./d; echo $?
/etc/passwd; echo $?
nosuch | cat; echo "${PIPESTATUS[@]}"
