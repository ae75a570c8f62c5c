"""Reads messages: a start line, headers, an empty line, a body. `###` stands between two of them."""

import re
from dataclasses import dataclass, field
from typing import Optional

REQUEST = re.compile(r"[A-Z]+ +(?:/|\*|\{\{|https?://)")
RESPONSE = re.compile(r"HTTP/[0-9]")
HEADER = re.compile(r"([A-Za-z0-9_!#$%&'*+.^`|~-]+)[ \t]*:[ \t]*(.*?)[ \t]*$")


@dataclass
class Header:
    """A header: name and value with their places, and its whole line."""

    name: str
    value: str
    name_at: tuple[int, int]
    value_at: tuple[int, int]
    line_at: tuple[int, int]


@dataclass
class Message:
    """A request or a response. The body has no line end at its end."""

    is_request: bool
    headers: list[Header] = field(default_factory=list)
    body: tuple[int, int] = (0, 0)


def messages(source: str) -> list[Message]:
    """The messages of a text."""
    found: list[Message] = []
    state = "start"
    start = 0
    for line in source.split("\n"):
        end = start + len(line)
        after = min(end + 1, len(source))
        if line.startswith("###"):
            state = "start"
        elif state == "body":
            if not is_blank(line):
                found[-1].body = (found[-1].body[0], end)
        elif state == "headers":
            if is_blank(line):
                state = "body"
                found[-1].body = (after, after)
            elif made := header(line, start, after):
                found[-1].headers.append(made)
        elif state == "start" and not is_aside(line):
            is_request = REQUEST.match(line) is not None
            state = "headers" if is_request or RESPONSE.match(line) else "skipped"
            if state == "headers":
                found.append(Message(is_request))
        start = end + 1
    return found


def header(line: str, start: int, after: int) -> Optional[Header]:
    """The header of a line, if it is one."""
    match = None if line.startswith((" ", "\t")) or is_comment(line) else HEADER.match(line)
    if not match:
        return None

    def place(group: int) -> tuple[int, int]:
        return start + match.start(group), start + match.end(group)

    return Header(match[1], match[2], place(1), place(2), (start, after))


def is_aside(line: str) -> bool:
    """What may stand before a start line: nothing, a comment, a variable."""
    return is_blank(line) or is_comment(line) or line.startswith("@")


def is_comment(line: str) -> bool:
    return line.startswith(("#", "//"))


def is_blank(line: str) -> bool:
    return not line.strip(" \t")
