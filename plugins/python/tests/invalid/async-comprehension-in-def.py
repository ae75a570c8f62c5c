def f(rows):
    return [row async for row in rows]
