"""What the blocking and the asynchronous client have in common: conversations.

A conversation is a generator that yields calls to make and is sent what came of them. `hold` makes
them one after another; `hold_async` awaits them.
"""

import functools


def call(function, *args, **options):
    """A call to make."""
    return functools.partial(function, *args, **options)


def hold(conversation):
    """Holds a conversation: its value."""
    value = error = None
    while True:
        try:
            request = conversation.send(value) if error is None else conversation.throw(error)
        except StopIteration as stop:
            return stop.value
        value = error = None
        try:
            value = request()
        except Exception as why:
            error = why


async def hold_async(conversation):
    """Holds a conversation whose calls are coroutines."""
    value = error = None
    while True:
        try:
            request = conversation.send(value) if error is None else conversation.throw(error)
        except StopIteration as stop:
            return stop.value
        value = error = None
        try:
            value = request()
            if hasattr(value, "__await__"):
                value = await value
        except Exception as why:
            error = why
