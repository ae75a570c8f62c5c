import time

import redis

r = redis.Redis(host="cache", port=6379, decode_responses=True)
print(r.ping(), r.set("name", "Ada", ex=2, nx=True), r.set("name", "Eve", nx=True), r.get("name"))
time.sleep(2)
print(r.get("name"), r.ttl("name"))
print(r.hset("user", mapping={"id": 1, "mail": "a@b.c"}), r.hgetall("user"))
print(r.rpush("list", "a", "b"), r.lrange("list", 0, -1), r.lpop("list", 5))
print(r.sadd("set", "x", "y"), sorted(r.smembers("set")), r.sismember("set", "x"))
print(r.zadd("board", {"ada": 3, "eve": 1.5}), r.zrange("board", 0, -1, withscores=True))
print(r.xadd("log", {"event": "start"}, id="1-1"), r.xread({"log": "0"}, count=1))
print(sorted(r.scan_iter("*o*")), r.incr("n"), r.incrbyfloat("f", 0.5), r.delete("n", "none"))
print(redis.Redis().get("f"), redis.Redis(db=1).get("f"), "user" in r)
try:
    r.lpush("user", 1)
except redis.exceptions.ResponseError as error:
    print(error)
r.set("flag", True)
