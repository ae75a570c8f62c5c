import sys
from dataclasses import dataclass
from typing import get_type_hints


@dataclass
class Point:
    x: int
    y: "int" = 0


print(__name__, sys.modules["__main__"].Point is Point)
print(Point(1), get_type_hints(Point))
print(sys.argv, __file__.rpartition("/")[2])
