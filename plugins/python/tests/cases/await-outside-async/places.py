import asyncio

await asyncio.sleep(1)

async with lock:
    await inside()

class A:
    x = await asyncio.sleep(1)

def f(xs):
    async for x in xs:
        pass
    return [y async for y in xs]

async def g(xs):
    sort = lambda x: await x
    def inner():
        await xs
    return [await x for x in xs], {x async for x in xs}

lazy = (await x for x in [])
outer = ([await y for y in x] for x in [])
