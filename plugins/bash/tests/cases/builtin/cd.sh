mkdir -p a/b; cd a/b; echo ${PWD##*/}; cd ..; echo ${PWD##*/}; cd - > /dev/null; echo ${PWD##*/}; cd nosuch; echo $?
HOME=/tmp
cd /; pwd; cd usr/../etc; pwd; cd; cd /tmp; pushd / ; popd; pwd; dirs; cd a b; echo $?
