"""Reads lines of `NAME=value`."""

import re
from dataclasses import dataclass

NAME = re.compile(r"^([^#=\n][^=\n]*)=", re.MULTILINE)


@dataclass(frozen=True)
class Name:
    """The name of one assignment, and where it is: string indices."""

    text: str
    span: tuple[int, int]


def read_names(source: str) -> list[Name]:
    """The names of a text, in order."""
    return [Name(match[1], match.span(1)) for match in NAME.finditer(source)]
