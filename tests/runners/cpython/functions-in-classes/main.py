import os
import shutil
import time


class Temporary:
    _unlink = os.unlink
    _open = open
    _clock = time.monotonic

    def __init__(self, name):
        self.name = name
        self._open(name, "w").close()

    def remove(self):
        self._unlink(self.name)
        return self._clock()


print(Temporary("x").remove(), os.path.exists("x"))
os.mkdir("a")
try:
    shutil.move("a", "a/b")
except shutil.Error as error:
    print(error)
try:
    os.rename("a", "a/b")
except OSError as error:
    print(error)
os.rmdir("a")
