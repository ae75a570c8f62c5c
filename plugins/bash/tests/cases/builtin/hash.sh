hash; cat /dev/null; ls >/dev/null; cat /dev/null; hash; hash -t ls cat; hash -t nope; echo $?
hash -d ls; hash -lt cat; hash -p /some/where tool; type tool; command -v tool; hash -t tool; tool; echo $?
hash nope; echo $?; hash -r; hash; hash -x; echo $?
PATH=/bin:/usr/bin; cat /dev/null; PATH=$PATH:/; hash
type -a ls
