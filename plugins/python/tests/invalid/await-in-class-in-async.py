async def f(task):
    class Box:
        value = await task
