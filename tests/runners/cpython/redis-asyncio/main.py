import asyncio

import redis.asyncio as redis
from redis.exceptions import WatchError


async def main():
    async with redis.Redis(decode_responses=True) as r:
        now = asyncio.get_running_loop().time
        await r.set("n", 0)

        async def bump():
            value = int(await r.get("n"))
            await r.set("n", value + 1)

        await asyncio.gather(bump(), bump())
        print("lost an update:", await r.get("n"))

        async def consume(name):
            while item := await r.brpop("queue", timeout=2):
                print(name, item, now())

        async def produce():
            for number in range(3):
                await asyncio.sleep(0.3)
                await r.lpush("queue", number)

        await asyncio.gather(consume("a"), consume("b"), produce())
        async with r.pipeline() as pipe:
            await pipe.watch("n")
            await r.set("n", 9)
            pipe.multi()
            pipe.incr("n")
            try:
                await pipe.execute()
            except WatchError as error:
                print(error)
        try:
            async with asyncio.timeout(1):
                await r.blpop("nothing")
        except TimeoutError:
            print("gave up", now())
        async with r.pubsub() as messages:
            await messages.subscribe("news")
            await r.publish("news", "hello")
            async for message in messages.listen():
                print(message)
                if message["type"] == "message":
                    break
        print([key async for key in r.scan_iter()])


asyncio.run(main())
