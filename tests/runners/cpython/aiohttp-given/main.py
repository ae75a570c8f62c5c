import asyncio

import aiohttp


async def main():
    timeout = aiohttp.ClientTimeout(total=2)
    async with aiohttp.ClientSession("https://api.test", timeout=timeout) as session:
        async with session.get("/items") as response:
            print(response.status, response.content_type, await response.json())
        try:
            await session.get("/slow")
        except asyncio.TimeoutError:
            print("timed out at", asyncio.get_running_loop().time())
        try:
            async with session.get("/broken", raise_for_status=True):
                pass
        except aiohttp.ClientResponseError as error:
            print(error)
        async with session.get("/unlisted"):
            pass


asyncio.run(main())
