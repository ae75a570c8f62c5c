"""The edge: a plugin as the exports of the contract. Imported in the component only, where
componentize-py has made `wit_world`."""

import json
import re
from typing import Any, Callable, Iterable, Mapping, TypeVar

from componentize_py_types import Err
from wit_world.exports import lifecycle, meta
from wit_world.imports import log, types

from . import world
from .finding import Finding
from .offsets import Offsets
from .plugin import Context, Declined, Document, Example, Placed, Plugin, Rule

T = TypeVar("T")

#: Where the author's files lie in the component, and what they are called outside.
_HERE = "/0/"


def exports(plugin: Plugin[Any], pages: Mapping[str, str], source: str) -> dict[str, type]:
    """The classes that componentize-py looks for, by name. `source` is the folder of the author's
    modules, as they know it."""
    session = Session()

    class Meta:
        def describe(self) -> meta.Info:
            return meta.Info(
                id=plugin.id,
                version=plugin.version,
                license=plugin.license,
                homepage=plugin.homepage,
                languages=list(plugin.languages),
                facts=_extras(plugin.facts),
                capabilities=[meta.Capability(*asked) for asked in plugin.capabilities.items()],
                extra=[],
            )

        def rules(self) -> list[meta.Rule]:
            return [_rule(rule, pages[rule.name]) for rule in plugin.rules]

        def config_schema(self) -> str:
            return json.dumps(plugin.config_schema, separators=(",", ":"))

        def validate_config(self, config: str) -> list[meta.ConfigProblem]:
            return [meta.ConfigProblem(*problem) for problem in plugin.validate_config(_parsed(config))]

    class Lifecycle:
        def start(self, given: lifecycle.Session) -> None:
            _guarded(source, lambda: session.take(given))

    class ExampleChecker:
        def check_example(self, example: types.Example) -> Any:
            return _guarded(source, lambda: _check_example(plugin, session, example))

    class DocumentChecker:
        def check_document(self, document: Any) -> list[types.Diagnostic]:
            return _guarded(source, lambda: _check_document(plugin, session, document))

    return {
        "Meta": Meta,
        "Lifecycle": Lifecycle,
        "ExampleChecker": ExampleChecker,
        "DocumentChecker": DocumentChecker,
    }


class Session:
    """What `start` was given. An instance does one job."""

    def __init__(self) -> None:
        self.config: Mapping[str, Any] = {}
        self.rules: dict[str, Mapping[str, Any]] = {}

    def take(self, given: lifecycle.Session) -> None:
        self.config = _parsed(given.config)
        self.rules = {rule.id: _parsed(rule.options) for rule in given.rules}


def _parsed(text: str) -> Any:
    return json.loads(text) if text else {}


def _rule(rule: Rule, page: str) -> meta.Rule:
    title = re.search(r"^# +(.+?) *$", page, re.MULTILINE)
    return meta.Rule(
        id=rule.name,
        title=title[1] if title else rule.name,
        docs=page,
        severity=types.Severity[rule.severity.upper()],
        default_on=rule.default_on,
        fixable=rule.fixable,
        tags=list(rule.tags),
        extra=[],
    )


def _check_example(plugin: Plugin[Any], session: Session, given: types.Example) -> Any:
    from wit_world.exports import example_checker

    example = _example(given)
    tree = plugin.parse(example, session.config)
    sound = plugin.is_sound(tree)
    offsets = Offsets(example.source)
    found: list[types.Diagnostic] = []
    for rule in plugin.rules:
        if rule.document or rule.name not in session.rules or not (sound or rule.on_broken):
            continue
        options = session.rules[rule.name]
        cx = Context(tree, example.source, example=example, config=session.config, options=options)
        found += _diagnostics(rule, rule(cx), offsets)
    return example_checker.Checked(found, _extras(plugin.facts_of(tree)))


def _check_document(plugin: Plugin[Any], session: Session, given: Any) -> list[types.Diagnostic]:
    offsets = Offsets(given.source)

    def placed(entry: Any, value: Any) -> Placed:
        return Placed(value, offsets.indices(entry.span.start, entry.span.end))

    document = Document(
        path=given.path,
        source=given.source,
        front_matter=_parsed(given.front_matter),
        headings=[placed(heading, heading) for heading in given.headings],
        links=[placed(link, link) for link in given.links],
        examples=[placed(entry, _example(entry.example)) for entry in given.examples],
    )
    found: list[types.Diagnostic] = []
    for rule in plugin.rules:
        if rule.document and rule.name in session.rules:
            options = session.rules[rule.name]
            cx = Context(None, given.source, document=document, config=session.config, options=options)
            found += _diagnostics(rule, rule(cx), offsets)
    return found


def _example(given: types.Example) -> Example:
    # Reversed, so that the first of equal names counts.
    attrs = {attribute.key: attribute.value for attribute in reversed(given.attrs)}
    return Example(given.lang, attrs, given.source, given.path, tuple(given.headings))


def _diagnostics(rule: Rule, found: Iterable[Finding], offsets: Offsets) -> list[types.Diagnostic]:
    current = types.Target_Current()

    def span(given: Any) -> types.Span:
        return types.Span(*offsets.span(given))

    return [
        types.Diagnostic(
            rule=rule.name,
            severity=types.Severity[(finding.severity or rule.severity).upper()],
            message=finding.message,
            target=current,
            span=span(finding.span),
            help=finding.help,
            related=[types.Related(current, span(entry.span), entry.message) for entry in finding.related],
            fixes=[
                types.Fix(
                    fix.title,
                    types.Applicability[fix.applicability.upper()],
                    [types.Edit(current, span(edit.span), edit.replacement) for edit in fix.edits],
                )
                for fix in finding.fixes
            ],
            extra=_extras(finding.extra),
        )
        for finding in found
    ]


def _extras(pairs: Mapping[str, str]) -> list[types.Extra]:
    return [types.Extra(key, str(value)) for key, value in pairs.items()]


def _guarded(source: str, work: Callable[[], T]) -> T:
    """Turns what is raised into a failure of the contract."""
    try:
        return work()
    except Declined as why:
        raise Err(types.Failure_Unsupported(str(why))) from None
    except Exception as why:
        raise Err(types.Failure_Internal(_described(why, source))) from None


def _described(why: Exception, source: str) -> str:
    """What went wrong, and the innermost line of the author's: ``KeyError: 'a' (src/x.py:3)``."""
    # By hand: `traceback` would look for the source file, and where no file can be, that is the end.
    place = ""
    step = why.__traceback__
    while step:
        filename = step.tb_frame.f_code.co_filename
        if filename.startswith(_HERE):
            place = f" ({source}{filename.removeprefix(_HERE)}:{step.tb_lineno})"
        step = step.tb_next
    return f"{type(why).__name__}: {why}{place}"


def connect(files: bool) -> None:
    """Puts the host's functions behind those of `world`."""
    world.connect(log=lambda level, message: log.log(log.Level[level.upper()], message))
    if files:
        from wit_world.imports import site_files

        def read(path: str) -> Any:
            try:
                return site_files.read(path)
            except Err:
                return None

        world.connect(read=read, paths=site_files.paths)
