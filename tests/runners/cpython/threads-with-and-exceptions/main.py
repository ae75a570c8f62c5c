import threading
import time

lock = threading.RLock()


class Manager:
    def __enter__(self):
        time.sleep(1)
        return "value"

    def __exit__(self, kind, value, trace):
        time.sleep(1)
        print("exit", kind, value)
        return kind is KeyError


def work():
    with lock, Manager() as value:
        print(value)
        raise KeyError("swallowed")
    for n in range(3):
        with lock:
            if n == 1:
                continue
            if n == 2:
                break
        print("round", n)
    try:
        with Manager():
            raise ValueError("not swallowed")
    except ValueError as error:
        print("caught", error)
    with Manager():
        return "returned"


def run():
    print(work(), time.monotonic())


thread = threading.Thread(target=run)
thread.start()
thread.join()
