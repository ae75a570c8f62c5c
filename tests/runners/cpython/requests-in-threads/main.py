import time
from concurrent.futures import ThreadPoolExecutor

import requests


def fetch(n):
    return requests.get(f"https://api.test/{n}").json(), time.monotonic()


with ThreadPoolExecutor() as pool:
    print(list(pool.map(fetch, [1, 2])))
