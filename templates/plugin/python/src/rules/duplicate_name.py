"""A name that is set twice."""

from collections.abc import Iterator

from proofpress_plugin import Context, Finding, Related, rule

from names import Name


@rule(severity="error", tags=["correctness"])
def duplicate_name(cx: Context[list[Name]]) -> Iterator[Finding]:
    first: dict[str, Name] = {}
    for name in cx.tree:
        before = first.setdefault(name.text, name)
        if before is not name:
            yield Finding(
                name.span,
                f"`{name.text}` is set twice",
                help="remove one of them; most readers take the last",
                related=[Related(before.span, "first set here")],
            )
