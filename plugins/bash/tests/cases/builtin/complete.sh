complete -W 'one two' mycmd; complete -F f -o nospace other; complete -A function -b -c third
complete -p mycmd other third; complete -p nope; echo $?
compopt -o default other; complete -p other; compopt other; compopt -o default; echo $?
complete -r nope; echo $?; complete -r mycmd; complete -p mycmd; complete -o bad x; complete -W x -D; complete -p -D
complete -r; complete -p; echo "left $?"
