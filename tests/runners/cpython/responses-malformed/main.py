import requests

requests.get("https://api.test/")
