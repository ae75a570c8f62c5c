$ pip install httpx
