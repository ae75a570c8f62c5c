"""What a plugin is made of: the class, its rules, and what a rule gets to see."""

import re
from dataclasses import dataclass, field
from typing import Any, Callable, ClassVar, Generic, Iterable, Mapping, NoReturn, Optional, Sequence, TypeVar

from .finding import Finding, Severity

Tree = TypeVar("Tree")

#: A plugin without settings takes an empty object only.
NO_CONFIG = {"type": "object", "properties": {}, "additionalProperties": False}


class Declined(Exception):
    """Raised in `parse`: the text is not for this plugin. It then counts neither as checked nor as
    failed; the reason is for the log of a verbose run."""


@dataclass(frozen=True)
class Example:
    """One fenced code block."""

    #: The language to check it as, lower case.
    lang: str
    #: The attributes of the fence that are not only about how it is shown; a flag's value is "".
    attrs: Mapping[str, str]
    #: The text, with "\n" line ends.
    source: str
    #: Path of the page in the content folder.
    path: str = ""
    #: The headings it stands under, outermost first.
    headings: Sequence[str] = ()


@dataclass(frozen=True)
class Placed:
    """A heading, link or example of a page, and where it is: string indices."""

    value: Any
    span: tuple[int, int]


@dataclass(frozen=True)
class Document:
    """One Markdown page."""

    path: str
    source: str
    front_matter: Mapping[str, Any]
    #: With `level`, `text` and `anchor`.
    headings: Sequence[Placed] = ()
    #: With `href`, `text` and `image`.
    links: Sequence[Placed] = ()
    #: `Example`s; the span is the whole block. Their text must not be looked for there.
    examples: Sequence[Placed] = ()


@dataclass(frozen=True)
class Context(Generic[Tree]):
    """What a rule gets to see."""

    #: What `Plugin.parse` gave; for a rule about pages, nothing.
    tree: Tree
    #: The text that spans are of.
    source: str
    example: Optional[Example] = None
    document: Optional[Document] = None
    #: The plugin's configuration.
    config: Mapping[str, Any] = field(default_factory=dict)
    #: The rule's own options.
    options: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[Context[Any]], Optional[Iterable[Finding]]]


@dataclass(frozen=True)
class Rule:
    """One thing a plugin looks for. Made by `rule`."""

    name: str
    check: Check
    severity: Severity
    default_on: bool
    on_broken: bool
    fixable: bool
    tags: Sequence[str]
    document: bool

    def __call__(self, cx: Context[Any]) -> list[Finding]:
        return list(self.check(cx) or ())


def rule(
    *,
    severity: Severity,
    default_on: bool = True,
    on_broken: bool = False,
    fixable: bool = False,
    tags: Sequence[str] = (),
    document: bool = False,
) -> Callable[[Check], Rule]:
    """Makes a rule of a function. Its name is the function's, with `-` for `_`, and that of its
    page: `pages/<name>.md`. It says what is wrong.

    `on_broken`: it also looks at text that does not parse. `document`: it looks at whole pages.
    """

    def made(check: Check) -> Rule:
        name = check.__name__.replace("_", "-")
        if not re.fullmatch(r"[a-z0-9-]+", name):
            raise ValueError(f"rule `{name}`: a rule's name is lower-case letters, digits and `_`")
        if severity not in ("error", "warning", "info"):
            raise ValueError(f"rule `{name}`: `severity` is one of error, warning, info")
        return Rule(name, check, severity, default_on, on_broken, fixable, tuple(tags), document)

    return made


class Plugin(Generic[Tree]):
    """Who a plugin is, how it reads an example, and its rules. Derive from it once."""

    #: `acme:nginx`
    id: ClassVar[str]
    version: ClassVar[str] = "0.1.0"
    #: An SPDX expression.
    license: ClassVar[str] = ""
    homepage: ClassVar[Optional[str]] = None
    #: The languages it handles, lower case.
    languages: ClassVar[Sequence[str]]
    #: Tools and specifications the rules follow, with versions.
    facts: ClassVar[Mapping[str, str]] = {}
    #: What it asks for beyond the example: `{"read-files": ["deploy/**"]}`.
    capabilities: ClassVar[Mapping[str, Sequence[str]]] = {}
    #: JSON Schema (2020-12) of its configuration.
    config_schema: ClassVar[Mapping[str, Any]] = NO_CONFIG
    rules: ClassVar[Sequence[Rule]] = ()

    def parse(self, example: Example, config: Mapping[str, Any]) -> Tree:
        """Reads an example, once for all rules. Raises `Declined` where it is not the plugin's."""
        return example.source  # type: ignore[return-value]

    def is_sound(self, tree: Tree) -> bool:
        """Whether the text parsed. If not, only rules with `on_broken` look."""
        return True

    def facts_of(self, tree: Tree) -> Mapping[str, str]:
        """What this text was held against, where that is not the same for each."""
        return self.facts

    def validate_config(self, config: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        """What is wrong with a configuration beyond its schema: JSON pointers with messages."""
        return ()

    @staticmethod
    def decline(why: str) -> NoReturn:
        """Raises `Declined`."""
        raise Declined(why)


def interfaces(plugin: Plugin[Any]) -> list[str]:
    """The interfaces of the contract it fulfils, besides `meta` and `lifecycle`."""
    found = []
    if any(not rule.document for rule in plugin.rules):
        found.append("example-checker")
    if any(rule.document for rule in plugin.rules):
        found.append("document-checker")
    return found
