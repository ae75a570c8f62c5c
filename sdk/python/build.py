"""Builds a plugin into a component, in the plugin's folder:
`python build.py --wit FOLDER --work FOLDER --output FILE [--entry FILE]`.

`proofpress plugin build` calls it, with the Python of an environment that has componentize-py.
"""

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import traceback
from pathlib import Path

SDK = Path(__file__).absolute().parent
sys.path.insert(0, str(SDK))
sys.dont_write_bytecode = True

from proofpress_plugin.plugin import Plugin, interfaces  # noqa: E402  (the path comes first)

ENTRY = "src/plugin.py"


class Wrong(Exception):
    """The author's to mend; told without a traceback."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("wit", "work", "output"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--entry", type=Path, default=Path(ENTRY))
    args = parser.parse_args()
    if not args.entry.is_file():
        raise Wrong(f"there is no `{args.entry}`")
    name, plugin = examined(args.entry)
    pages = {path.stem: path.read_text("utf-8") for path in sorted(Path("pages").glob("*.md"))}
    pair([rule.name for rule in plugin.rules], pages)
    generated = args.work / "generated"
    shutil.rmtree(generated, ignore_errors=True)
    (generated / "wit").mkdir(parents=True)
    files = "read-files" in plugin.capabilities
    contract = (args.wit / "plugin.wit").read_text("utf-8")
    (generated / "wit" / "plugin.wit").write_text(contract + world(interfaces(plugin), files), "utf-8")
    (generated / "proofpress_app.py").write_text(app(args.entry, name, pages, files), "utf-8")
    componentize(args.entry.parent, generated, args.output)


def examined(entry: Path) -> tuple[str, Plugin]:
    """Runs the author's module once, here: what it has decides what the component does."""
    sys.path.insert(0, str(entry.parent))
    try:
        module = importlib.import_module(entry.stem)
    except Exception as why:
        own = [frame for frame in traceback.extract_tb(why.__traceback__) if "importlib" not in frame.filename]
        lines = "".join(traceback.format_list(own[1:]) + traceback.format_exception_only(why))
        raise Wrong(f"`{entry}` cannot be run:\n{lines}") from None
    found = [
        (name, value)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Plugin) and value is not Plugin
    ]
    if len(found) != 1:
        raise Wrong(f"`{entry}` has {len(found)} classes that derive from `Plugin`, and needs one")
    name, made = found[0]
    for needed in ("id", "languages"):
        if not hasattr(made, needed):
            raise Wrong(f"`{entry}`: the class `{name}` has no `{needed}`")
    plugin = made()
    if not interfaces(plugin):
        raise Wrong(f"`{entry}`: the class `{name}` has no `rules`")
    return name, plugin


def pair(rules: list[str], pages: dict[str, str]) -> None:
    """A rule has a page and a page has a rule."""
    for rule in rules:
        if rule not in pages:
            raise Wrong(f"rule `{rule}` has no page: write `pages/{rule}.md`")
    for page in pages:
        if page not in rules:
            raise Wrong(f"page `pages/{page}.md` has no rule of that name in `rules`")


def world(exported: list[str], files: bool) -> str:
    """A world that is this plugin."""
    imports = ["log", "site-files"] if files else ["log"]
    lines = [f"  import {name};" for name in imports]
    lines += [f"  export {name};" for name in ["meta", "lifecycle", *exported]]
    return "\nworld this-plugin {\n" + "\n".join(lines) + "\n}\n"


def app(entry: Path, name: str, pages: dict[str, str], files: bool) -> str:
    """The module whose classes become the exports."""
    folder = entry.parent.as_posix()
    source = "" if folder == "." else f"{folder}/"
    return (
        '"""Made by the build: the plugin as the exports of the contract."""\n\n'
        f"from proofpress_plugin import component\n"
        f"from {entry.stem} import {name}\n\n"
        f"component.connect({files})\n"
        f"globals().update(component.exports({name}(), {pages!r}, {source!r}))\n"
    )


def componentize(source: Path, generated: Path, output: Path) -> None:
    """Puts interpreter, author's modules, SDK and what was generated together."""
    output.parent.mkdir(parents=True, exist_ok=True)
    tool = Path(sys.executable).parent / "componentize-py"
    call = [str(tool), "--quiet", "--wit-path", str(generated / "wit"), "--world", "this-plugin"]
    call += ["componentize", "--stub-wasi", "--output", str(output)]
    # The author's modules first: errors are told by that place.
    for folder in (source, SDK, generated):
        call += ["--python-path", str(folder)]
    # It would take in the packages of an environment that happens to be active.
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    status = subprocess.run([*call, "proofpress_app"], env=environment, check=False).returncode
    if status != 0:
        raise Wrong("componentize-py could not build it")


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        sys.exit(str(wrong))
