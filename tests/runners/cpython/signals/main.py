import os
import signal
import time


def handler(number, frame):
    print("got", signal.Signals(number).name)


signal.signal(signal.SIGTERM, handler)
os.kill(os.getpid(), signal.SIGTERM)
signal.raise_signal(signal.SIGTERM)
signal.signal(signal.SIGALRM, handler)
signal.alarm(3)
time.sleep(5)
print(time.monotonic())
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
signal.signal(signal.SIGTERM, signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGTERM)
print("never")
