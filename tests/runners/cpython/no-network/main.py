import socket
import urllib.request


def attempt(action):
    try:
        action()
    except OSError as error:
        print(type(error).__name__, error)


attempt(lambda: socket.socket())
attempt(lambda: socket.create_connection(("example.com", 80)))
attempt(lambda: socket.getaddrinfo("example.com", 80))
attempt(lambda: urllib.request.urlopen("http://example.com"))
import http.client
attempt(lambda: http.client.HTTPConnection("example.com").request("GET", "/"))
import asyncio


async def main():
    await asyncio.open_connection("example.com", 80)


attempt(lambda: asyncio.run(main()))
