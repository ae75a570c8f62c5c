import urllib.request
from urllib.request import urlopen

import aiohttp
import httpx
import requests
from requests import Session, post

requests.get(url)
requests.get(url, headers=headers)
post(url, json={"a": 1}, timeout=None)
requests.request("GET", url, timeout=(3, 10))
requests.get(url, **options)
requests.get(url=url)
with Session() as s:
    s.get(url)
    s.close()
urlopen(url)
urlopen(url, None, 5)
urllib.request.urlopen(url, timeout=5)
httpx.get(url)
httpx.get(url, timeout=None)
httpx.AsyncClient(timeout=None)
requests.codes.ok
requests.get((url))
requests.get()
requests.get(
    url,
    params=params,
)
