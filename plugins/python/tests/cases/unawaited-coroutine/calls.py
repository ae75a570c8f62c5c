import asyncio
from asyncio import sleep as nap

async def fetch(url): ...

async def numbers():
    yield 1

@decorated
async def wrapped(): ...

def plain(): ...

class Store:
    async def save(self): ...
    async def stream(self):
        yield 1
    def close(self): ...
    async def run(self, other):
        self.save()
        self.stream()
        self.close()
        other.save()
        await self.save()

async def main(queue: asyncio.Queue):
    fetch("a")
    nap(1)
    queue.put(1)
    queue.put_nowait(1)
    lock = asyncio.Lock()
    lock.acquire()
    numbers()
    wrapped()
    plain()
    task = fetch("b")
    await fetch("c")
    return fetch("d")

def start():
    fetch("e")
    asyncio.run(fetch("f"))
    asyncio.gather(fetch("g"))
