shopt -s extglob
ls !(a
