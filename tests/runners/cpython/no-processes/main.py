import multiprocessing
import os
import subprocess


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: subprocess.run(["ls"]))
attempt(lambda: subprocess.check_output("ls", shell=True))
attempt(lambda: os.system("ls"))
attempt(lambda: os.fork())
attempt(lambda: os.popen("ls").read())
attempt(lambda: os.execv("/bin/ls", ["ls"]))
attempt(lambda: multiprocessing.Process(target=print).start())
attempt(lambda: multiprocessing.Pool(2))
from concurrent.futures import ProcessPoolExecutor
attempt(lambda: ProcessPoolExecutor().submit(print).result())
