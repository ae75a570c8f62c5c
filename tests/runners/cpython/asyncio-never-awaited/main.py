import asyncio


async def work():
    pass


async def main():
    work()
    print("done")


asyncio.run(main())
