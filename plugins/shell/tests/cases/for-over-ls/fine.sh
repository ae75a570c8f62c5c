for f in *; do :; done
for f in $(cat list); do :; done
for f in "$(ls)"; do :; done
for f in $(ls | wc -l); do :; done
for f in $(lsof); do :; done
