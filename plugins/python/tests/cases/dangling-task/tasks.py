import asyncio
from asyncio import create_task, TaskGroup

async def main(work):
    asyncio.create_task(work())
    create_task(work())
    asyncio.ensure_future(work())
    asyncio.get_running_loop().create_task(work())
    running = asyncio.get_event_loop()
    running.create_task(work())
    asyncio.gather(work(), work())
    task = asyncio.create_task(work())
    await asyncio.create_task(work())
    await asyncio.gather(work())
    async with asyncio.TaskGroup() as tg:
        tg.create_task(work())
    async with TaskGroup() as group:
        group.create_task(work())
    self.nursery.create_task(work())
