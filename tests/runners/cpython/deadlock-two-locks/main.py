import threading
import time

a, b = threading.Lock(), threading.Lock()


def take(first, second):
    with first:
        time.sleep(1)
        with second:
            print("never")


one = threading.Thread(target=take, args=(a, b), name="one")
two = threading.Thread(target=take, args=(b, a), name="two")
one.start()
two.start()
one.join()
