import asyncio
import time


def blocking(n):
    time.sleep(n)
    return n


async def main():
    print(await asyncio.gather(*(asyncio.to_thread(blocking, n) for n in (2, 1, 3))))
    print(time.monotonic())
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, blocking, 1), loop.time())


asyncio.run(main())
