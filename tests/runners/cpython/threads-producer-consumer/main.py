import queue
import threading
import time

q = queue.Queue(maxsize=2)


def produce():
    for n in range(4):
        q.put(n)
        print("put", n)
    q.put(None)


def consume():
    for n in iter(q.get, None):
        print("got", n)
        time.sleep(0.1)


consumer = threading.Thread(target=consume)
producer = threading.Thread(target=produce)
consumer.start()
producer.start()
producer.join()
consumer.join()
print(round(time.monotonic(), 3))
