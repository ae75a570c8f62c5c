"""A header that is there twice and may be there once."""

from proofpress_plugin import Edit, Finding, Fix, Related, rule

#: Headers whose value is no list (RFC 9110 and those it refers to).
SINGLE = {
    "age", "authorization", "content-length", "content-type", "date", "etag", "expires", "from", "host",
    "if-modified-since", "if-unmodified-since", "last-modified", "location", "max-forwards", "referer",
    "retry-after", "server", "user-agent",
}  # fmt: skip


@rule(severity="error", fixable=True, tags=["correctness", "security"])
def duplicate_header(cx):
    single = SINGLE | {name.lower() for name in cx.config.get("single", [])}
    for message in cx.tree:
        first = {}
        for header in message.headers:
            before = first.setdefault(header.name.lower(), header)
            if before is not header and header.name.lower() in single:
                yield finding(message, header, before)


def finding(message, header, before):
    remove = Fix("remove the repeated line", "safe", [Edit(header.line_at, "")])
    kind = "request" if message.is_request else "response"
    return Finding(
        header.name_at,
        f"`{header.name}` is given twice in one {kind}",
        help="keep one of them: recipients differ in which one they take",
        related=[Related(before.name_at, "first given here")],
        fixes=[remove] if header.value == before.value else [],
    )
