"""What clients of the `httpx` stand-in are set up with."""


class Timeout:
    """How long each step may take, in seconds; None is as long as it likes."""

    def __init__(self, timeout=..., *, connect=..., read=..., write=..., pool=...):
        given = (connect, read, write, pool)
        if timeout is ... and ... in given:
            raise ValueError("httpx.Timeout must either include a default, or set all four "
                             "parameters explicitly.")
        if isinstance(timeout, Timeout):
            default = (timeout.connect, timeout.read, timeout.write, timeout.pool)
        elif isinstance(timeout, tuple):
            default = (*timeout, None, None)[:4]
        else:
            default = (timeout,) * 4
        self.connect, self.read, self.write, self.pool = (
            other if one is ... else one for one, other in zip(given, default))

    def __eq__(self, other):
        return isinstance(other, Timeout) and vars(self) == vars(other)

    def __repr__(self):
        if len(set(vars(self).values())) == 1:
            return f"Timeout(timeout={self.connect})"
        told = ", ".join(f"{name}={value}" for name, value in vars(self).items())
        return f"Timeout({told})"


class Limits:
    """How many connections there may be; here they cost nothing."""

    def __init__(self, *, max_connections=None, max_keepalive_connections=None,
                 keepalive_expiry=5.0):
        self.max_connections = max_connections
        self.max_keepalive_connections = max_keepalive_connections
        self.keepalive_expiry = keepalive_expiry


class MockTransport:
    """Answers by a function of the example's own."""

    def __init__(self, handler):
        self.handler = handler


class BasicAuth:
    """A name and a password."""

    def __init__(self, username, password):
        self.username, self.password = username, password
