async def f(task):
    return lambda: await task
