import asyncio


async def work(name, seconds):
    await asyncio.sleep(seconds)
    print(name, asyncio.get_running_loop().time())
    return name


async def main():
    print(await asyncio.gather(work("slow", 2), work("quick", 1)))
    done, pending = await asyncio.wait(
        [asyncio.create_task(work("x", 1)), asyncio.create_task(work("y", 5))],
        return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))
    for task in pending:
        task.cancel()
    try:
        await asyncio.wait_for(asyncio.sleep(10), 1)
    except TimeoutError:
        print("timed out")
    async with asyncio.TaskGroup() as group:
        group.create_task(work("in group", 1))


asyncio.run(main())
