case $1 in if) a;; do) b;; in) c;; esac
