import redis

r = redis.Redis(decode_responses=True)
add = r.register_script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
print(add(keys=["n"], args=[5]), r.eval("return {1, KEYS[1]}", 1, "k"), len(add.sha))
r.script_flush()
pipe = r.pipeline()
add(keys=["n"], args=[2], client=pipe)
print(pipe.get("n").execute())
try:
    r.evalsha("f" * 40, 0)
except redis.exceptions.NoScriptError as error:
    print(error)
