"""The commands whose arguments are their words, one after another: a table of methods.

`name(parameters): WORDS` is a method that sends the words. Capitals are sent as they are (`_` is a
space), the rest is an expression over the parameters.
"""

_TABLE = """
append(key, value): APPEND key value
bitop(operation, dest, *keys): BITOP operation dest *keys
client_getname(): CLIENT_GETNAME
client_id(): CLIENT_ID
client_info(): CLIENT_INFO
client_list(): CLIENT_LIST
client_setname(name): CLIENT_SETNAME name
command(): COMMAND
command_count(): COMMAND_COUNT
config_get(pattern='*', *args): CONFIG_GET pattern *args
config_resetstat(): CONFIG_RESETSTAT
config_set(name, value, *args): CONFIG_SET name value *args
dbsize(): DBSIZE
decrby(name, amount=1): DECRBY name amount
delete(*names): DEL *names
dump(name): DUMP name
echo(value): ECHO value
eval(script, numkeys, *keys_and_args): EVAL script numkeys *keys_and_args
eval_ro(script, numkeys, *keys_and_args): EVAL_RO script numkeys *keys_and_args
evalsha(sha, numkeys, *keys_and_args): EVALSHA sha numkeys *keys_and_args
evalsha_ro(sha, numkeys, *keys_and_args): EVALSHA_RO sha numkeys *keys_and_args
exists(*names): EXISTS *names
expiretime(key): EXPIRETIME key
fcall(function, numkeys, *keys_and_args): FCALL function numkeys *keys_and_args
function_delete(library): FUNCTION_DELETE library
geodist(name, place1, place2, unit=None): GEODIST name place1 place2 *given(unit)
geohash(name, *values): GEOHASH name *values
geopos(name, *values): GEOPOS name *values
get(name): GET name
getbit(name, offset): GETBIT name offset
getdel(name): GETDEL name
getrange(key, start, end): GETRANGE key start end
getset(name, value): GETSET name value
hdel(name, *keys): HDEL name *keys
hexists(name, key): HEXISTS name key
hget(name, key): HGET name key
hgetall(name): HGETALL name
hincrby(name, key, amount=1): HINCRBY name key amount
hincrbyfloat(name, key, amount=1.0): HINCRBYFLOAT name key amount
hkeys(name): HKEYS name
hlen(name): HLEN name
hmget(name, keys, *args): HMGET name *listed(keys,args)
hpersist(name, *fields): HPERSIST name FIELDS len(fields) *fields
hpttl(key, *fields): HPTTL key FIELDS len(fields) *fields
hsetnx(name, key, value): HSETNX name key value
hstrlen(name, key): HSTRLEN name key
httl(key, *fields): HTTL key FIELDS len(fields) *fields
hvals(name): HVALS name
incrby(name, amount=1): INCRBY name amount
incrbyfloat(name, amount=1.0): INCRBYFLOAT name amount
keys(pattern='*'): KEYS pattern
lastsave(): LASTSAVE
lindex(name, index): LINDEX name index
linsert(name, where, refvalue, value): LINSERT name where refvalue value
llen(name): LLEN name
lmove(first_list, second_list, src='LEFT', dest='RIGHT'): LMOVE first_list second_list src dest
lpush(name, *values): LPUSH name *values
lpushx(name, *values): LPUSHX name *values
lrange(name, start, end): LRANGE name start end
lrem(name, count, value): LREM name count value
lset(name, index, value): LSET name index value
ltrim(name, start, end): LTRIM name start end
mget(keys, *args): MGET *listed(keys,args)
move(name, db): MOVE name db
object(infotype, key): OBJECT infotype key
persist(name): PERSIST name
pexpiretime(key): PEXPIRETIME key
pfadd(name, *values): PFADD name *values
pfcount(*sources): PFCOUNT *sources
pfmerge(dest, *sources): PFMERGE dest *sources
ping(): PING
pttl(name): PTTL name
publish(channel, message): PUBLISH channel message
pubsub_channels(pattern='*'): PUBSUB_CHANNELS pattern
pubsub_numpat(): PUBSUB_NUMPAT
pubsub_numsub(*args): PUBSUB_NUMSUB *args
randomkey(): RANDOMKEY
rename(src, dst): RENAME src dst
renamenx(src, dst): RENAMENX src dst
role(): ROLE
rpoplpush(src, dst): RPOPLPUSH src dst
rpush(name, *values): RPUSH name *values
rpushx(name, *values): RPUSHX name *values
sadd(name, *values): SADD name *values
save(): SAVE
scard(name): SCARD name
script_exists(*args): SCRIPT_EXISTS *args
script_flush(sync_type=None): SCRIPT_FLUSH *given(sync_type)
script_load(script): SCRIPT_LOAD script
sdiff(keys, *args): SDIFF *listed(keys,args)
sdiffstore(dest, keys, *args): SDIFFSTORE dest *listed(keys,args)
select(index): SELECT index
setnx(name, value): SETNX name value
setrange(name, offset, value): SETRANGE name offset value
sinter(keys, *args): SINTER *listed(keys,args)
sinterstore(dest, keys, *args): SINTERSTORE dest *listed(keys,args)
sismember(name, value): SISMEMBER name value
smembers(name): SMEMBERS name
smismember(name, values, *args): SMISMEMBER name *listed(values,args)
smove(src, dst, value): SMOVE src dst value
spop(name, count=None): SPOP name *given(count)
srandmember(name, number=None): SRANDMEMBER name *given(number)
srem(name, *values): SREM name *values
strlen(name): STRLEN name
sunion(keys, *args): SUNION *listed(keys,args)
sunionstore(dest, keys, *args): SUNIONSTORE dest *listed(keys,args)
time(): TIME
touch(*args): TOUCH *args
ttl(name): TTL name
type(name): TYPE name
unlink(*names): UNLINK *names
wait(num_replicas, timeout): WAIT num_replicas timeout
xack(name, groupname, *ids): XACK name groupname *ids
xdel(name, *ids): XDEL name *ids
xgroup_createconsumer(name, groupname, consumername): XGROUP_CREATECONSUMER name groupname consumername
xgroup_delconsumer(name, groupname, consumername): XGROUP_DELCONSUMER name groupname consumername
xgroup_destroy(name, groupname): XGROUP_DESTROY name groupname
xinfo_consumers(name, groupname): XINFO_CONSUMERS name groupname
xinfo_groups(name): XINFO_GROUPS name
xlen(name): XLEN name
xpending(name, groupname): XPENDING name groupname
xrange(name, min='-', max='+', count=None): XRANGE name min max *counted(count)
xrevrange(name, max='+', min='-', count=None): XREVRANGE name max min *counted(count)
zcard(name): ZCARD name
zcount(name, min, max): ZCOUNT name min max
zincrby(name, amount, value): ZINCRBY name amount value
zlexcount(name, min, max): ZLEXCOUNT name min max
zmscore(key, members): ZMSCORE key *members
zrem(name, *values): ZREM name *values
zremrangebylex(name, min, max): ZREMRANGEBYLEX name min max
zremrangebyrank(name, min, max): ZREMRANGEBYRANK name min max
zremrangebyscore(name, min, max): ZREMRANGEBYSCORE name min max
zscore(name, value): ZSCORE name value
"""

#: Names a method has besides its own.
_ALSO = {"substr": "getrange", "decr": "decrby", "incr": "incrby"}


def listed(keys, args):
    """Keys given as one, as a list, or one after another."""
    one = isinstance(keys, (str, bytes, int, float, memoryview))
    return [*([keys] if one else keys), *args]


def given(*values):
    """Those values that are not None."""
    return [value for value in values if value is not None]


def counted(count):
    """`COUNT n`, where there is a count."""
    return [] if count is None else ["COUNT", count]


def _method(line):
    head, _, words = line.partition("): ")
    name, _, parameters = head.partition("(")
    words = [repr(word.replace("_", " ") if name not in _KEEPS else word)
             if word[0].isupper() else word for word in words.split()]
    source = (f"def {name}(self, {parameters}):\n"
              f"    return self.execute_command({', '.join(words)})\n")
    space = {"listed": listed, "given": given, "counted": counted, "len": len, "__name__": __name__}
    # Under the name of this file, so that tracebacks leave it out.
    exec(compile(source, __file__, "exec"), space)
    method = space[name]
    method.__doc__ = f"`{words[0][1:-1]}`"
    return method


#: Commands with an underscore of their own.
_KEEPS = {"eval_ro", "evalsha_ro"}


class PlainCommands:
    """The methods of the table."""


for _line in _TABLE.split("\n"):
    if _line:
        _made = _method(_line)
        _made.__qualname__ = f"PlainCommands.{_made.__name__}"
        setattr(PlainCommands, _made.__name__, _made)
for _name, _other in _ALSO.items():
    setattr(PlainCommands, _name, getattr(PlainCommands, _other))
