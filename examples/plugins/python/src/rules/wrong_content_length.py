"""A `Content-Length` that is not the length of the body."""

import re

from proofpress_plugin import Edit, Finding, Fix, rule


@rule(severity="error", fixable=True, tags=["correctness"])
def wrong_content_length(cx):
    for message in cx.tree:
        start, end = message.body
        body = cx.source[start:end]
        if not body or is_shortened(body) or any(is_named(header, "transfer-encoding") for header in message.headers):
            continue
        count = len(body.encode())
        lines = body.count("\n")
        right = {count, count + 1, count + lines, count + lines + 2}
        for header in message.headers:
            is_number = is_named(header, "content-length") and re.fullmatch("[0-9]{1,9}", header.value)
            if is_number and int(header.value) not in right:
                yield finding(header, count)


def finding(header, count):
    fix = Fix(f"write {count}", "safe", [Edit(header.value_at, str(count))])
    return Finding(
        header.value_at,
        f"`Content-Length` is {header.value}, and the body has {count} bytes",
        help="leave it to the client, or count bytes, not characters",
        fixes=[fix],
    )


def is_shortened(body):
    """Whether a body is not written out."""
    return "{{" in body or "..." in body or body.startswith("<")


def is_named(header, name):
    return header.name.lower() == name
