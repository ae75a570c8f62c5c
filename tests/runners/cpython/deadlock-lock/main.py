import threading

lock = threading.Lock()
lock.acquire()
print("again")
lock.acquire()
