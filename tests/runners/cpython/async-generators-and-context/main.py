import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def resource(name):
    print("open", name)
    try:
        yield name
    finally:
        print("close", name)


async def numbers():
    for n in range(3):
        await asyncio.sleep(1)
        yield n


async def main():
    async with AsyncExitStack() as stack:
        for name in "ab":
            await stack.enter_async_context(resource(name))
        print([n async for n in numbers()])


asyncio.run(main())
