async def main():
    time.sleep(5)
    requests.get(url, timeout=3)
    open("a")
