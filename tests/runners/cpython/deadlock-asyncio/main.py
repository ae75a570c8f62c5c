import asyncio


async def consume(queue):
    print(await queue.get())


async def main():
    await consume(asyncio.Queue())


asyncio.run(main())
