for i in 1; do false; done; echo $?
while false; do :; done; echo $?
for i in; do false; done; echo $?
