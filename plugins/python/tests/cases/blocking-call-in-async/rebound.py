from aiofiles import open
from trio import sleep

async def main(time, input):
    open("a")
    sleep(1)
    time.sleep(1)
    input()
