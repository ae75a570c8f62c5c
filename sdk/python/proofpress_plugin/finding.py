"""What a rule says about a text. Which rule said it is filled in by the caller."""

import re
from dataclasses import dataclass, field
from typing import Literal, Optional, Sequence, Union

#: A range of a text: a pair of string indices, or what a regular expression matched.
Span = Union[tuple[int, int], "re.Match[str]"]

Severity = Literal["error", "warning", "info"]

#: `safe` keeps the meaning; `suggestion` is probably what the author wants; `manual` is only shown.
Applicability = Literal["safe", "suggestion", "manual"]


@dataclass(frozen=True)
class Edit:
    """Replaces a range by other text; an empty range inserts it."""

    span: Span
    replacement: str


@dataclass(frozen=True)
class Fix:
    """A change that mends a finding; applied whole or not at all. Its edits do not overlap."""

    title: str
    applicability: Applicability
    edits: Sequence[Edit]


@dataclass(frozen=True)
class Related:
    """A second place that explains a finding."""

    span: Span
    message: str


@dataclass(frozen=True)
class Finding:
    """One complaint about one place. The message is one line, in lower case, with things named in
    backticks; what to do about it is the help."""

    span: Span
    message: str
    help: Optional[str] = None
    #: Where it is not the rule's.
    severity: Optional[Severity] = None
    related: Sequence[Related] = field(default_factory=tuple)
    fixes: Sequence[Fix] = field(default_factory=tuple)
    extra: dict[str, str] = field(default_factory=dict)
