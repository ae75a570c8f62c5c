async def f(items):
    yield from items
