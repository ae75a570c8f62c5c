def fetch(url):
    for attempt in range(5):
        try:
            with urlopen(url, timeout=5) as response:
                return response.read()
        except URLError:
            print("again")

async def load(client):
    while True:
        try:
            async with client.get("/") as response, limit:
                with span():
                    body = await response.read()
                    break
        except ClientError:
            continue

def receive(connection):
    while True:
        try:
            with lock:
                data = connection.recv(1024)
                if not data:
                    break
                handle(data)
        except ConnectionError:
            continue

def poll(client):
    while True:
        try:
            with client.get("/state") as response:
                handle(response)
        except TimeoutError:
            pass
