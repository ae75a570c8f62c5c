import threading
import time

import redis

r = redis.Redis(decode_responses=True)


def work(name):
    with r.lock("door", timeout=5):
        print(name, "is in", time.monotonic())
        time.sleep(1)


threads = [threading.Thread(target=work, args=(name,)) for name in ("ada", "eve")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
lock = r.lock("door", timeout=2)
print(lock.acquire(), lock.owned(), lock.extend(3), r.ttl("door"))
print(r.lock("door").acquire(blocking=False), r.lock("door").acquire(blocking_timeout=1))
time.sleep(5)
lock.release()
