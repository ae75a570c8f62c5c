import asyncio
import threading

loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever, daemon=True)
thread.start()


async def work():
    await asyncio.sleep(2)
    return "done"


future = asyncio.run_coroutine_threadsafe(work(), loop)
print(future.result(), loop.time())
loop.call_soon_threadsafe(loop.stop)
thread.join()
print(loop.is_running())
