import asyncio

asyncio.run(asyncio.open_connection("localhost", 80))
