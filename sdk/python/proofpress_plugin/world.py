"""What a plugin can ask of the host. The component puts the host's functions in; elsewhere lines go
nowhere and there are no files."""

from typing import Callable, Literal, Optional

Level = Literal["debug", "info", "warn"]

_host: dict[str, Callable] = {}


def connect(**functions: Callable) -> None:
    """Puts the host's functions in. Called once, by the component."""
    _host.update(functions)


def log(message: str, level: Level = "info") -> None:
    """Writes a line for the log of a verbose run. It is never part of a verdict."""
    if "log" in _host:
        _host["log"](level, str(message))


def read_file(path: str) -> Optional[bytes]:
    """A file of the site, by its path in the site's folder. The plugin asks for it in
    `capabilities`, and the site grants it. None where there is no such file, or no grant."""
    return _asked("read")(path)


def paths() -> list[str]:
    """Every path that can be read, sorted."""
    return _asked("paths")()


def _asked(name: str) -> Callable:
    if name not in _host:
        raise RuntimeError('ask for files first: `capabilities = {"read-files": [globs]}`')
    return _host[name]
