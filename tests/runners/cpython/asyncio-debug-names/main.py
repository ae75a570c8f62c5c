import asyncio


async def main():
    task = asyncio.create_task(asyncio.sleep(1), name="sleeper")
    print(task.get_name(), asyncio.get_running_loop().is_running())
    loop = asyncio.get_running_loop()
    loop.call_later(0.5, print, "later")
    await task
    try:
        asyncio.run(asyncio.sleep(0))
    except RuntimeError as error:
        print(error)


asyncio.run(main())
