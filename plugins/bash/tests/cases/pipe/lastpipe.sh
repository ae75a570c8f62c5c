shopt -s lastpipe; echo val | read x; echo "$x"
