import json
import urllib.error
import urllib.request

with urllib.request.urlopen("https://api.test/items") as response:
    print(response.status, json.load(response), response.headers["Content-Type"])
try:
    urllib.request.urlopen("https://api.test/missing")
except urllib.error.HTTPError as error:
    print(error)
