"""The packages a site gives its examples: wheels and folders of Python below `.vendor/`.

They are put where a package would be installed when the first import asks for something that is not
there otherwise, so a program that uses none of them pays nothing. Compiled code cannot run here:
modules made of it are refused by name, and the rest of their wheel is there, since many packages do
without.
"""

import importlib.abc
import importlib.machinery
import io
import sys
import zipfile

from . import sources
from .files import TREE
from .standins import modules
from .tree import Packed, file

#: Where the host puts what the site vendors.
PREFIX = ".vendor/"
#: Where packages are installed.
SITE = f"{sources.LIBRARY}/site-packages"

_COMPILED = (".so", ".pyd", ".dylib", ".dll")


class _Zipped(Packed):
    """A file of a wheel, unpacked when somebody reads it."""

    __slots__ = ("_archive",)

    def __init__(self, archive, entry):
        super().__init__(entry)
        self._archive = archive

    def unpack(self):
        """Puts the contents in their place."""
        if self.content is None:
            self.content = bytearray(self._archive.read(self.packed))


class _Packages:
    """What the site gives, installed or not yet."""

    def __init__(self):
        self._given = []
        #: Modules that are compiled code, with the wheel they are in.
        self.compiled = {}

    def begin(self, files):
        """Takes the site's packages out of a run's files; the rest is the workspace."""
        self._given = [(path.removeprefix(PREFIX), contents) for path, contents in files
                       if path.startswith(PREFIX)]
        return [(path, contents) for path, contents in files if not path.startswith(PREFIX)]

    def install(self):
        """Puts them in place; whether there was anything left to do."""
        given, self._given = self._given, []
        if not given:
            return False
        # Where two wheels have a file, the one without compiled code counts.
        for path, contents in sorted(given, key=lambda one: one[0].endswith("none-any.whl")):
            if path.endswith(".whl"):
                self._wheel(path.rpartition("/")[2], contents)
            else:
                TREE.add(f"{SITE}/{path}", file(contents, 0o444))
        sys.path.append(SITE)
        sys.path_importer_cache.pop(SITE, None)
        if self.compiled:
            # Before all others: a folder of the same name would be taken for the module.
            sys.meta_path.insert(0, Compiled())
        return True

    def _wheel(self, name, contents):
        try:
            archive = zipfile.ZipFile(io.BytesIO(contents))
        except zipfile.BadZipFile:
            raise ImportError(f"`{name}` of the site's packages is no wheel") from None
        for entry in archive.infolist():
            path = _installed(entry.filename)
            if entry.is_dir() or path is None:
                continue
            if path.endswith(_COMPILED):
                self.compiled[path.partition(".")[0].replace("/", ".")] = name
            else:
                TREE.add(f"{SITE}/{path}", _Zipped(archive, entry))


def _installed(path):
    """Where a file of a wheel goes, None for what is no module or data of one."""
    top, _, rest = path.partition("/")
    if not top.endswith(".data"):
        return path
    kind, _, rest = rest.partition("/")
    return rest if kind in ("purelib", "platlib") else None


PACKAGES = _Packages()


class Compiled(importlib.abc.MetaPathFinder):
    """Refuses what is compiled code."""

    def find_spec(self, name, path=None, target=None):
        """None, or the reason."""
        if name in PACKAGES.compiled:
            raise ImportError(
                f"cannot import `{name}`: it is compiled code of `{PACKAGES.compiled[name]}`, which "
                "does not run here; vendor a version of the package without compiled code, whose "
                "wheel ends with `none-any.whl`", name=name)
        return None


class Finder(importlib.abc.MetaPathFinder):
    """Installs the packages when something is asked for that is not there."""

    def find_spec(self, name, path=None, target=None):
        """The place of a module of theirs."""
        if modules.has(name):
            return None
        if path is None and PACKAGES.install():
            if name in PACKAGES.compiled:
                return Compiled().find_spec(name)
            return importlib.machinery.PathFinder.find_spec(name, [SITE])
        return None

    def find_distributions(self, context):
        """What is known of them: versions, entry points."""
        if not PACKAGES.install():
            return ()
        context = type(context)(name=context.name, path=[SITE])
        return importlib.machinery.PathFinder.find_distributions(context)


def install():
    """Makes the packages importable, before anything is refused."""
    sys.meta_path.append(Finder())
