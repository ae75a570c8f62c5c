x=$(case $1 in a) echo 1;; b) echo 2; esac)
