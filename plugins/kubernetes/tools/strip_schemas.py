"""Writes data/{versions,kinds,definitions}.txt: the Kubernetes API as the plugin needs it.

The source is the strict definitions that the PyPI package `kubernetes-validate` carries, which
come from the OpenAPI document each Kubernetes release publishes. Descriptions and everything a
decoder does not look at are left out; what several versions share is written once. Usage:

    python3 tools/strip_schemas.py FOLDER-OF-kubernetes_validate VERSION...

Versions are given oldest first. One line of `definitions.txt` is a name, the versions it holds
for (a bit each, in hexadecimal, the oldest version being bit 0) and a shape:

    s string      i 32-bit integer  l 64-bit integer  n number  b boolean  y base64 bytes
    q quantity    p integer or string                 o any object         x anything
    [T] list      {T} map with string keys            @name another definition
    (a:T b!:T)    object with exactly these fields, `!` marks those that are required
"""

import json
import sys
from pathlib import Path

PREFIXES = [
    "io.k8s.api.",
    "io.k8s.apimachinery.pkg.",
    "io.k8s.apiextensions-apiserver.pkg.apis.",
    "io.k8s.kube-aggregator.pkg.apis.",
]
SCALARS = {"string": "s", "number": "n", "boolean": "b"}
QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity"
INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"
LEAVES = {QUANTITY: "q", INT_OR_STRING: "p"}


def short(name):
    for prefix in PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix):]
    return name


def kind_of(node):
    """The type without `null`: every optional field of the API may be null."""
    types = node.get("type")
    if isinstance(types, list):
        types = next(name for name in types if name != "null")
    return types


def shape(node):
    if "$ref" in node:
        target = node["$ref"].rsplit("/", 1)[1]
        return LEAVES.get(target) or "@" + short(target)
    name = kind_of(node)
    if name is None:
        return "x"
    if name == "array":
        return "[" + shape(node["items"]) + "]"
    if name == "object":
        return record(node)
    if name == "integer":
        return "i" if node.get("format") == "int32" else "l"
    if name == "string" and node.get("format") == "byte":
        return "y"
    return SCALARS[name]


def record(node):
    if "properties" in node:
        required = set(node.get("required", []))
        fields = sorted(node["properties"].items())
        return "(" + " ".join(
            f"{field}{'!' if field in required else ''}:{shape(of)}" for field, of in fields
        ) + ")"
    values = node.get("additionalProperties")
    return "{" + shape(values) + "}" if isinstance(values, dict) else "o"


def main():
    package, versions = Path(sys.argv[1]), sys.argv[2:]
    definitions, kinds, names = {}, {}, {}
    for bit, version in enumerate(versions):
        path = package / f"kubernetes-json-schema/v{version}.0-local-strict/_definitions.json"
        for name, node in json.loads(path.read_text())["$defs"].items():
            if names.setdefault(short(name), name) != name:
                sys.exit(f"{name} and {names[short(name)]} have one short name")
            if name in LEAVES:
                continue
            key = (short(name), shape(node))
            definitions[key] = definitions.get(key, 0) | 1 << bit
            gvks = node.get("x-kubernetes-group-version-kind", [])
            # Kinds that every group shares (`DeleteOptions`) are not written in manifests.
            for gvk in gvks if len(gvks) == 1 else []:
                group = gvk["group"] + "/" if gvk["group"] else ""
                key = (group + gvk["version"] + " " + gvk["kind"], short(name))
                kinds[key] = kinds.get(key, 0) | 1 << bit
    data = Path(__file__).resolve().parent.parent / "data"
    table = lambda rows: "".join(f"{a} {mask:x} {b}\n" for (a, b), mask in sorted(rows.items()))
    (data / "versions.txt").write_text(" ".join(versions) + "\n")
    (data / "kinds.txt").write_text(table(kinds))
    (data / "definitions.txt").write_text(table(definitions))


main()
