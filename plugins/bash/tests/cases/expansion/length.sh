s="hello wörld"; a=(1 2 3)
echo ${#s} ${#a[@]} ${#a} ${#} ${#nope}
set -- a b c; echo $# ${#@} ${#*}
