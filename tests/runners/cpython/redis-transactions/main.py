import threading

import redis

r = redis.from_url("redis://localhost:6379/0", decode_responses=True)
with r.pipeline() as pipe:
    print(pipe.set("a", 1).incr("a").get("a").hgetall("h").execute())
pipe = r.pipeline(transaction=False).set("t", "x").incr("t").get("t")
print([type(one).__name__ if isinstance(one, Exception) else one for one in pipe.execute(False)])
try:
    r.pipeline().set("t", "x").incr("t").execute()
except redis.ResponseError as error:
    print(error)
r.set("stock", 2)


def buy(customer):
    while True:
        with r.pipeline() as pipe:
            try:
                pipe.watch("stock")
                left = int(pipe.get("stock"))
                pipe.multi()
                pipe.decr("stock")
                pipe.execute()
                return print(customer, "took one of", left)
            except redis.WatchError as error:
                print(customer, error)


threads = [threading.Thread(target=buy, args=(name,)) for name in ("ada", "eve")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(r.get("stock"))


def double(pipe):
    value = int(pipe.get("a"))
    pipe.multi()
    pipe.set("a", value * 2)


print(r.transaction(double, "a"), r.get("a"))
