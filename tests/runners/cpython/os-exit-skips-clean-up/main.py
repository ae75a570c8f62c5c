import atexit
import os

atexit.register(print, "never")
try:
    print("before")
    os._exit(5)
finally:
    print("never")
