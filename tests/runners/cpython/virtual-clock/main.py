import asyncio
import datetime
import time

print(datetime.datetime.now(), time.time(), datetime.date.today())
time.sleep(90)
print(time.monotonic(), datetime.datetime.now(datetime.timezone.utc).isoformat())
asyncio.run(asyncio.sleep(2))
print(time.monotonic(), time.strftime("%H:%M:%S"), time.ctime())
print(datetime.datetime.now().year, type(datetime.datetime.now()))
