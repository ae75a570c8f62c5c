import httpx

print(httpx.Timeout(10, connect=None), httpx.Timeout(5.0))
with httpx.stream("GET", "https://api.test/lines") as response:
    print([line for line in response.iter_lines()])
with httpx.stream("GET", "https://api.test/lines") as response:
    try:
        response.json()
    except httpx.ResponseNotRead as error:
        print(error)
    print(response.read())


def pieces():
    yield b'{"a":'
    yield b" 1}"


client = httpx.Client(
    transport=httpx.MockTransport(lambda request: httpx.Response(200, content=pieces())))
print(client.get("https://api.test/").json())
