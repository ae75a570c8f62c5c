import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def job(n):
    time.sleep(n)
    return n * n


start = time.monotonic()
with ThreadPoolExecutor(max_workers=2) as pool:
    futures = {pool.submit(job, n): n for n in (3, 1, 2)}
    for future in as_completed(futures):
        print(futures[future], future.result(), time.monotonic() - start)
    print(list(pool.map(job, [1, 2, 3])), time.monotonic() - start)
    done, not_done = wait([pool.submit(job, 1)], timeout=0.5)
    print(len(done), len(not_done))
print(time.monotonic() - start)
