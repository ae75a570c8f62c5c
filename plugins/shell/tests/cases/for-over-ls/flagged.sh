for f in $(ls); do :; done
for f in `ls *.txt`; do :; done
for f in $(ls -1 dir); do :; done
for f in a $(ls dir) b; do :; done
select f in $(/bin/ls *); do :; done
