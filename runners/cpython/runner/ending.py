"""What ends a run from outside the example: its time is up, it wrote too much, all of it waits.

These are `BaseException`s, so that `except Exception` does not swallow them. Where an example
catches even those, the run goes on, but `final` still says how it was to end.
"""


class Ended(BaseException):
    """The run is over; `kind` is the word the report has for it."""

    kind = "ended"

    def __init__(self, message):
        super().__init__(message)
        _note(self)


class TimeUp(Ended):
    """The virtual clock passed the limit of the run."""

    kind = "timeout"


class Deadlock(Ended):
    """Everything waits, and nothing is left that could wake any of it."""

    kind = "deadlock"


class Flood(Ended):
    """More output than is kept."""

    kind = "output-limit"


class Exit(BaseException):
    """`os._exit`, or a signal that nothing handles: the status, and no clean-up."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status
        _note(self)


_first = []


def _note(ending):
    if not _first:
        _first.append(ending)


def final():
    """The ending that was first, or None."""
    return _first[0] if _first else None


def forget():
    """Clears what earlier parts of a session left."""
    _first.clear()
