"""Write a proofpress plugin in Python.

A plugin is a class that derives from `Plugin`; its rules are functions with the decorator `rule`,
which give findings. Nothing here knows WebAssembly, so all of it runs in any Python for tests.
"""

from .finding import Edit, Finding, Fix, Related, Span
from .plugin import Context, Declined, Document, Example, Plugin, Rule, rule
from .world import log, paths, read_file

__all__ = [
    "Context",
    "Declined",
    "Document",
    "Edit",
    "Example",
    "Finding",
    "Fix",
    "Plugin",
    "Related",
    "Rule",
    "Span",
    "log",
    "paths",
    "read_file",
    "rule",
]
