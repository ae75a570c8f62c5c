"""Imports the standard library while the component is built.

The interpreter's memory is kept as it is then, so at run time an `import` finds the module made
already. What is not imported here has its source packed (`sources`) and is imported as ever.
"""

import importlib
import pkgutil
import sys

#: Modules that do something when they are imported, or are of no use without a screen or disk.
_SKIPPED = {
    "antigravity", "this", "idlelib", "turtle", "turtledemo", "tkinter", "ensurepip", "venv",
    "lib2to3", "test", "pip", "msilib", "nt", "winreg", "winsound", "msvcrt", "_winapi", "_wmi",
    "_overlapped", "_pyrepl", "__phello__", "_ios_support", "_android_support", "_apple_support",
    "_aix_support", "_osx_support", "_scproxy", "zipapp", "webbrowser", "pdb", "bdb", "trace",
    "pty", "curses", "ctypes", "pydoc_data", "sysconfig",
}
#: Packages whose modules are loaded by name, not by an `import` of the package.
_SKIPPED_PARTS = (".__main__", ".test", ".tests", "windows_", ".dummy", "idlelib", ".mbcs", ".oem")
#: Text encodings for which there are no old files any more stay packed.
_ENCODINGS = {
    "ascii", "utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le",
    "utf_32_be", "utf_7", "latin_1", "iso8859_1", "iso8859_15", "cp1252", "cp437", "idna",
    "punycode", "unicode_escape", "raw_unicode_escape", "hex_codec", "base64_codec", "zlib_codec",
    "quopri_codec", "uu_codec", "rot_13", "shift_jis", "euc_jp", "gbk", "gb18030", "big5", "koi8_r",
    "cp1251", "mac_roman", "charmap", "undefined", "aliases",
}


def _wanted(name):
    if any(part in name for part in _SKIPPED_PARTS):
        return False
    parent, _, last = name.partition(".")
    return parent != "encodings" or last in _ENCODINGS


def import_all():
    """Imports what can be imported; the names of what cannot, with the reason."""
    failed = {}
    for name in sorted(sys.stdlib_module_names - _SKIPPED):
        module = _import(name, failed)
        for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{name}."):
            _walk(found, failed)
    return failed


def _walk(found, failed):
    if not _wanted(found.name):
        return
    module = _import(found.name, failed)
    if found.ispkg and module is not None:
        for inner in pkgutil.iter_modules(module.__path__, f"{found.name}."):
            _walk(inner, failed)


def _import(name, failed):
    try:
        return importlib.import_module(name)
    except (ImportError, AttributeError, OSError, NotImplementedError) as why:
        failed[name] = str(why)
        return None
