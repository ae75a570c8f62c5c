from dataclasses import dataclass, field
from enum import Enum, Flag, auto
from typing import NamedTuple, Protocol, TypedDict


class Colour(Enum):
    RED = auto()
    BLUE = auto()


class Permission(Flag):
    READ = auto()
    WRITE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    name: str
    tags: list[str] = field(default_factory=list)


class Stack[T]:
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)


type Pair = tuple[int, int]


class Named(NamedTuple):
    a: int
    b: str = "x"


def describe(value):
    match value:
        case {"kind": "circle", "r": r} if r > 0:
            return f"circle {r}"
        case [first, *rest]:
            return f"list {first} {rest}"
        case Item(name=name):
            return f"item {name}"
        case int() | float():
            return "number"
        case _:
            return "other"


stack = Stack[int]()
stack.push(1)
print(Colour.RED, list(Colour), Permission.READ | Permission.WRITE, Item(name="a"), Named(1))
print(*map(describe, [{"kind": "circle", "r": 2}, [1, 2], Item(name="b"), 1.5, None]), Pair)
try:
    Item(name="a").name = "b"
except Exception as error:
    print(type(error).__name__, error)
name = "t"
print(f"{name=} {3.14159:.2f} {'nested'!r:>10}", t"{name}".strings)
