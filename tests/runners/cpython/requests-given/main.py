import time

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

answer = requests.get("https://api.test/users", params={"page": 2}, timeout=5)
print(answer, answer.json(), answer.headers["content-type"], answer.url)
session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Retry(
    total=3, backoff_factor=1, status_forcelist=[503])))
print(session.get("https://api.test/flaky").text, time.monotonic())
try:
    requests.get("https://api.test/slow", timeout=2)
except requests.Timeout as error:
    print(type(error).__name__, time.monotonic())
try:
    requests.get("https://api.test/down")
except requests.ConnectionError as error:
    print(error)
try:
    requests.post("https://api.test/users", json={"name": "a"}).raise_for_status()
except requests.HTTPError as error:
    print(error, error.response.status_code)
print(requests.get("https://api.test/old").history)
requests.get("https://api.test/unlisted")
