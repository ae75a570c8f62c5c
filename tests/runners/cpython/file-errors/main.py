import errno
import os


def attempt(action):
    try:
        action()
    except OSError as error:
        print(type(error).__name__, error, error.errno == getattr(errno, errno.errorcode[error.errno]))


open("file.txt", "w").close()
os.mkdir("folder")
attempt(lambda: open("missing.txt"))
attempt(lambda: open("missing/file.txt", "w"))
attempt(lambda: open("folder"))
attempt(lambda: open("file.txt", "x"))
attempt(lambda: open("file.txt/below"))
attempt(lambda: os.mkdir("folder"))
attempt(lambda: os.rmdir("file.txt"))
attempt(lambda: os.remove("folder"))
attempt(lambda: os.remove("missing"))
attempt(lambda: os.rename("missing", "other"))
attempt(lambda: os.listdir("missing"))
os.chmod("file.txt", 0o444)
attempt(lambda: open("file.txt", "w"))
attempt(lambda: os.read(99, 1))
