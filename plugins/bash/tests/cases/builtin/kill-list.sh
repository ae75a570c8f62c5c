kill -l 15; kill -l TERM; kill -l 137; kill nosuch; echo $?; kill -l INT
