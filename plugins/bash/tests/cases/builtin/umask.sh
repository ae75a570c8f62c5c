umask; umask 077; touch f; stat -c %a f; umask 022; mkdir d; stat -c %a d; umask -S
