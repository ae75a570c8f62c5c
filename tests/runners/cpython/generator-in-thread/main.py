import threading
import time


def steps():
    for n in range(3):
        time.sleep(1)
        yield n


def work():
    for n in steps():
        print(n, time.monotonic())


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
