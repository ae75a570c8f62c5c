import asyncio
import os
import subprocess as sp
import urllib.request
from time import sleep

import httpx
import requests as r

async def main(session: r.Session, client: httpx.AsyncClient):
    sleep(1)
    r.get("https://example.org", timeout=1)
    session.post("https://example.org", timeout=1)
    await client.get("https://example.org")
    httpx.get("https://example.org")
    with httpx.Client() as sync:
        sync.get("https://example.org")
    sp.run(["make"])
    process = sp.Popen(["make"])
    process.wait()
    os.system("make")
    urllib.request.urlopen("https://example.org", timeout=1)
    with open("a") as file:
        data = [input() for _ in file]
    await asyncio.to_thread(sleep, 1)
    later = lambda: sleep(1)

    def inner():
        sleep(1)

    await asyncio.get_running_loop().run_in_executor(None, r.get, "https://example.org")

def sync():
    sleep(1)
