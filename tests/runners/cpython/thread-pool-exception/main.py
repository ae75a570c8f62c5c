from concurrent.futures import ThreadPoolExecutor


def fail():
    raise ValueError("in the pool")


with ThreadPoolExecutor() as pool:
    future = pool.submit(fail)
    print(repr(future.exception()))
    future.result()
