shopt nullglob; shopt -s nullglob; shopt -q nullglob && echo on; shopt -u nullglob; shopt -p extglob; shopt nosuch; echo $?
