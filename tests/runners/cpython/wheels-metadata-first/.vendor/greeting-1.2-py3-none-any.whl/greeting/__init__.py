from .words import HELLO


def greet(name):
    if not name:
        raise ValueError("nobody to greet")
    return f"{HELLO}, {name}!"
