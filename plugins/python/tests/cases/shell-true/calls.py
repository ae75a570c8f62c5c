import subprocess
from subprocess import Popen, check_output

subprocess.run("ls | wc -l", shell=True)
subprocess.run(f"gzip {path}", shell=True, check=True)
check_output(command, shell=True)
Popen(args="ls " + path, shell=True)
subprocess.run(["ls"], shell=False)
subprocess.run(["ls"])
subprocess.run(command, shell=use_shell)
other.run(command, shell=True)
