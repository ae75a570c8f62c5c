import threading
import time

import redis

r = redis.Redis(decode_responses=True)


def worker(name):
    while job := r.blpop("jobs", timeout=3):
        print(name, job, time.monotonic())
        time.sleep(0.5)
    print(name, "idle", time.monotonic())


threads = [threading.Thread(target=worker, args=(name,)) for name in ("one", "two")]
for thread in threads:
    thread.start()
for number in range(4):
    r.rpush("jobs", number)
    time.sleep(0.1)
for thread in threads:
    thread.join()

messages = r.pubsub()
messages.subscribe(news=lambda message: print("news:", message["data"], time.monotonic()))
listener = messages.run_in_thread(sleep_time=0.1)
time.sleep(1)
print(r.publish("news", "hello"))
time.sleep(1)
listener.stop()
listener.join()
print(r.xread({"stream": "$"}, block=250), time.monotonic())
try:
    redis.Redis(socket_timeout=2).blpop("nothing")
except redis.TimeoutError as error:
    print(error, time.monotonic())
r.blpop("never")
