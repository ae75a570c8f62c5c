"""The stand-in as modules, under the names examples import it by."""

from . import asynchronous, client, connection, errors, lock, pipeline, pubsub

VERSION = "8.1.0"


class _Setting:
    """A setting of retries, which nothing here needs: a request never fails on its way."""

    def __init__(self, *args, **options):
        self.args, self.options = args, options


def _setting(name):
    return type(name, (_Setting,), {"__module__": __name__})


def _public(module, *names):
    return {name: getattr(module, name) for name in names}


def _errors():
    return {name: value for name, value in vars(errors).items()
            if isinstance(value, type) and issubclass(value, BaseException)}


def spaces():
    """What each module holds, by its name."""
    every = _errors()
    pools = {"ConnectionPool": connection.ConnectionPool,
             "BlockingConnectionPool": connection.ConnectionPool,
             "Connection": connection.Connection}
    clients = {"Redis": client.Redis, "StrictRedis": client.Redis}
    backoffs = {name: _setting(name) for name in (
        "ConstantBackoff", "ExponentialBackoff", "ExponentialWithJitterBackoff",
        "EqualJitterBackoff", "FullJitterBackoff", "NoBackoff")}
    of_asyncio = {
        **_public(asynchronous, "Redis", "ConnectionPool", "from_url"),
        "StrictRedis": asynchronous.Redis, "BlockingConnectionPool": asynchronous.ConnectionPool}
    return {
        # What a class is found in first is what it says it is of.
        "redis.exceptions": every,
        "redis.client": {**clients, "Pipeline": pipeline.Pipeline, "PubSub": pubsub.PubSub,
                         "PubSubWorkerThread": pubsub.PubSubWorkerThread, "Script": client.Script},
        "redis.commands": {"Script": client.Script},
        "redis.commands.core": {"Script": client.Script, "AsyncScript": asynchronous.Script},
        "redis.connection": pools,
        "redis.lock": {"Lock": lock.Lock},
        "redis.retry": {"Retry": _setting("Retry")},
        "redis.backoff": backoffs,
        "redis.utils": {"from_url": client.from_url},
        "redis.asyncio.client": {**of_asyncio, "Pipeline": asynchronous.Pipeline,
                                 "PubSub": asynchronous.PubSub},
        "redis.asyncio.lock": {"Lock": asynchronous.Lock},
        "redis.asyncio.retry": {"Retry": _setting("Retry")},
        "redis.asyncio.connection": {
            "ConnectionPool": asynchronous.ConnectionPool},
        "redis.asyncio": {**of_asyncio, **every},
        "redis": {**clients, **pools, **every, "from_url": client.from_url},
    }
