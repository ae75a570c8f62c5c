import time

while True:
    try:
        n = int(input("Number: "))
        break
    except ValueError:
        print("again")

for attempt in range(3):
    try:
        connect()
        break
    except OSError:
        time.sleep(2**attempt)

for url in urls:
    try:
        fetch(url)
        break
    except TimeoutError:
        continue

while True:
    try:
        with db.pipeline() as pipe:
            pipe.execute()
            break
    except WatchError:
        continue

while True:
    try:
        handle(queue.get())
    except Exception as error:
        log(error)

for port in range(8000, 8010):
    try:
        server.bind(("", port))
        break
    except OSError:
        continue

while True:
    try:
        process.communicate(timeout=1)
        break
    except subprocess.TimeoutExpired:
        print("still running")

while path:
    try:
        resolve(path)
        break
    except OSError:
        path = parent(path)

while True:
    try:
        connect()
        break
    except TimeoutError:
        raise
