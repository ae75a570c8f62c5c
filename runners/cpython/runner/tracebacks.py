"""Keeps our own frames out of what examples see, and finds places in their parts.

Where CPython's functions are C, ours are Python, and would stand in tracebacks that CPython prints
without them.
"""

import inspect
import sys
import traceback

from . import sources


#: Frames of ours below a script.
_OUR_DEPTH = 4


def is_ours(frame):
    """Whether that frame is code of this runner."""
    return frame.f_code.co_filename.startswith(sources.OURS)


def _without_ours(walk):
    def walked(start):
        for item in walk(start):
            if not is_ours(item[0]):
                yield item

    walked.__name__, walked.__doc__ = walk.__name__, walk.__doc__
    return walked


def install():
    """Hides our frames in `traceback`, `logging`'s and `inspect`'s views of the stack."""
    traceback._walk_tb_with_full_positions = _without_ours(traceback._walk_tb_with_full_positions)
    traceback.walk_tb = _without_ours(traceback.walk_tb)
    traceback.walk_stack = _without_ours(traceback.walk_stack)
    outer = inspect.getouterframes

    def getouterframes(frame, context=1):
        """The frames outside of one, and itself."""
        return [info for info in outer(frame, context) if not is_ours(info.frame)]

    inspect.getouterframes = getouterframes
    _hide_depth()


def _hide_depth():
    """Lets examples recurse as deep as they could without our frames below them."""
    get, set_ = sys.getrecursionlimit, sys.setrecursionlimit
    set_(get() + _OUR_DEPTH)

    def getrecursionlimit():
        """Return the current value of the recursion limit."""
        return get() - _OUR_DEPTH

    def setrecursionlimit(limit, /):
        """Set the maximum depth of the Python interpreter stack to n."""
        if limit < 1:
            raise ValueError("recursion limit must be greater or equal than 1")
        set_(limit + _OUR_DEPTH)

    sys.getrecursionlimit, sys.setrecursionlimit = getrecursionlimit, setrecursionlimit


#: Places of one error; of a deep recursion, the outermost and the innermost.
_MOST_PLACES = 20


class Parts:
    """Which code belongs to which part and step, by the name it carries."""

    def __init__(self):
        self._names = {}

    def add(self, name, part, step):
        """Code with that name is that step of that part."""
        self._names[name] = (part, step)

    def places(self, error):
        """The lines of the parts an error went through: `(part, step, line, function)`."""
        found = []
        tb = error.__traceback__
        while tb is not None:
            code = tb.tb_frame.f_code
            at = self._names.get(code.co_filename)
            if at is not None:
                found.append((*at, tb.tb_lineno or 1, _function(code)))
            tb = tb.tb_next
        at = self._names.get(error.filename) if isinstance(error, SyntaxError) else None
        if at is not None:
            found.append((*at, error.lineno or 1, ""))
        if len(found) > _MOST_PLACES:
            half = _MOST_PLACES // 2
            found = found[:half] + found[-half:]
        return found


def _function(code):
    return "" if code.co_name == "<module>" else code.co_qualname
