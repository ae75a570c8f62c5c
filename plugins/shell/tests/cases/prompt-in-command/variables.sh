$HOME/bin/tool
$ {x}
echo "$ x" $
