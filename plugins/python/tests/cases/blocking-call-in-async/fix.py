import asyncio
import time

async def main():
    time.sleep(5)
    print(time.sleep(5))
