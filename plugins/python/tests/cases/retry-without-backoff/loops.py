import time

while True:
    try:
        connect()
        break
    except ConnectionError:
        pass

for attempt in range(5):
    try:
        r = client.get(url)
    except httpx.HTTPError as error:
        if attempt == 4:
            raise
        print(error)
    else:
        break

while True:
    try:
        connect()
        break
    except:
        time.sleep(0)

def fetch():
    while True:
        try:
            return get()
        except (ValueError, TimeoutError):
            continue
