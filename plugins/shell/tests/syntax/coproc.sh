coproc cat
coproc NAME { cat; }
coproc while read -r x; do :; done
