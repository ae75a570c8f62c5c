"""A stand-in for `redis`: the client is ours, the server is the Redis engine of the component.

It knows nothing of sockets: `connection` hands commands to the engine and takes replies in the wire
format. Names, arguments and the shapes of replies are those of `redis` 8 by default.
"""
