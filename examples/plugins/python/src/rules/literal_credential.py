"""A credential that is written out."""

import re

from proofpress_plugin import Edit, Finding, Fix, rule

HEADERS = {"authorization", "cookie", "proxy-authorization", "x-api-key"}
PLACEHOLDERS = ["{{", "<", "$", "...", "***", "your"]

#: Shorter ones are taken for placeholders.
SHORTEST = 8


@rule(severity="warning", fixable=True, tags=["security"])
def literal_credential(cx):
    names = HEADERS | {name.lower() for name in cx.options.get("headers", [])}
    variable = "{{" + cx.options.get("variable", "token") + "}}"
    for message in cx.tree:
        for header in message.headers:
            span = credential(header) if header.name.lower() in names else None
            if span:
                fix = Fix(f"use `{variable}`", "suggestion", [Edit(span, variable)])
                yield Finding(
                    span,
                    f"`{header.name}` carries a credential that is written out",
                    help="write a variable in its place",
                    fixes=[fix],
                )


def credential(header):
    """Where the credential of a header is, after the scheme (`Bearer`); none for a placeholder."""
    scheme = re.match("[^ ]+ +", header.value) if header.name.lower().endswith("authorization") else None
    skipped = scheme.end() if scheme else 0
    secret = header.value[skipped:]
    if len(secret) < SHORTEST or any(word in secret.lower() for word in PLACEHOLDERS):
        return None
    start, end = header.value_at
    return start + skipped, end
