import asyncio


async def fail():
    await asyncio.sleep(1)
    raise ValueError("no")


async def wait():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("cancelled")
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
            group.create_task(wait())
    except* ValueError as group:
        print(group.exceptions)


asyncio.run(main())
