import asyncio
import time

import httpx


async def main():
    async with httpx.AsyncClient(base_url="https://api.test", timeout=2) as client:
        answers = await asyncio.gather(*(client.get(f"/items/{n}") for n in (1, 2)))
        print([answer.json() for answer in answers], time.monotonic())
        try:
            await client.get("/slow")
        except httpx.ReadTimeout as error:
            print(repr(error), time.monotonic())
        answer = await client.get("/missing")
        try:
            answer.raise_for_status()
        except httpx.HTTPStatusError as error:
            print(error)


asyncio.run(main())
with httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, json={"path": request.url.path}))) as client:
    print(client.get("https://x.test/a").json())
httpx.get("https://api.test/unlisted")
