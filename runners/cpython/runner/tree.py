"""The file system an example finds: a tree in memory.

It begins as the workspace, a home, `/tmp` and the standard library's sources, and is gone with the
run. This module knows nodes and paths; what programs do with them is in `files`.
"""

import zlib

from .clock import now
from .linux_errors import error

#: Where programs start, and where the workspace's files are.
WORKSPACE = "/workspace"
HOME = "/home/user"
#: Symbolic links followed before it is taken for a loop.
_MOST_LINKS = 40

FOLDER, FILE, LINK, DEVICE = 0o040000, 0o100000, 0o120000, 0o020000


class Node:
    """Something in the tree: a file, a folder, a link or a device."""

    __slots__ = ("kind", "mode", "number", "links", "created", "read_at", "written_at", "content")
    _count = 1

    def __init__(self, kind, mode, content):
        Node._count += 1
        self.kind, self.mode, self.content = kind, mode, content
        self.number = Node._count
        self.links = 1
        self.created = self.read_at = self.written_at = now()

    def touched(self):
        """It was written just now."""
        self.written_at = now()


class Packed(Node):
    """A file of the library, unpacked when somebody reads it."""

    __slots__ = ("packed",)

    def __init__(self, packed):
        super().__init__(FILE, 0o444, None)
        self.packed = packed

    def unpack(self):
        """Puts the text in its place."""
        if self.content is None:
            self.content = bytearray(zlib.decompress(self.packed))


def folder(mode=0o755):
    """A new, empty folder."""
    return Node(FOLDER, mode, {})


def file(contents=b"", mode=0o644):
    """A new file."""
    return Node(FILE, mode, bytearray(contents))


class Tree:
    """The whole tree, and where in it the program stands."""

    def __init__(self):
        self.root = folder()
        self.here = "/"

    def absolute(self, path):
        """The parts of a path from the root on, `.` left out."""
        whole = path if path.startswith("/") else f"{self.here}/{path}"
        return [part for part in whole.split("/") if part not in ("", ".")]

    def find(self, path, follow=True):
        """The node at a path; an `OSError` that names the path where there is none."""
        if path == "":
            raise error("ENOENT", path)
        parent, name, node = self._walk(path, follow)
        if node is None:
            raise error("ENOENT", path)
        if path.endswith("/") and node.kind != FOLDER:
            raise error("ENOTDIR", path)
        return node

    def place(self, path, follow=False):
        """The folder a path is in, its last part, and the node there or None."""
        if path == "":
            raise error("ENOENT", path)
        return self._walk(path, follow)

    def _walk(self, path, follow):
        todo = self.absolute(path)[::-1]
        trail, name, node, links = [], "", self.root, 0
        while todo:
            name = todo.pop()
            if node.kind != FOLDER:
                raise error("ENOTDIR", path)
            if name == "..":
                node = trail.pop() if trail else self.root
                continue
            entry = node.content.get(name)
            if entry is None:
                if todo:
                    raise error("ENOENT", path)
                return node, name, None
            if entry.kind == LINK and (todo or follow):
                links += 1
                if links > _MOST_LINKS:
                    raise error("ELOOP", path)
                target = entry.content
                if target.startswith("/"):
                    trail, node = [], self.root
                todo.extend(part for part in target.split("/")[::-1] if part not in ("", "."))
                continue
            trail.append(node)
            node = entry
        return (trail[-1] if trail else self.root), name, node

    def holds(self, node, place):
        """Whether a folder is, or lies somewhere below, a node."""
        if node is place:
            return True
        inner = node.content.values() if node.kind == FOLDER else ()
        return any(self.holds(child, place) for child in inner)

    def add(self, path, node):
        """Puts a node at an absolute path, with the folders on the way. For setting up."""
        *way, name = self.absolute(path)
        at = self.root
        for part in way:
            at = at.content.setdefault(part, folder())
        at.content[name] = node
        return node


def _files(at, prefix):
    for name, node in sorted(at.content.items()):
        if node.kind == FOLDER:
            if name != "__pycache__":
                yield from _files(node, f"{prefix}{name}/")
        elif node.kind == FILE:
            yield prefix + name, node


def workspace_files(tree):
    """The files below the workspace with their paths in it, sorted."""
    at = tree.root.content.get(WORKSPACE[1:])
    return list(_files(at, "")) if at is not None and at.kind == FOLDER else []
