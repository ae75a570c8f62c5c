import json
import sys


def down(n):
    return down(n + 1)


for attempt in (lambda: down(0), lambda: json.dumps(deep), lambda: repr(deep), lambda: eval("(" * 150 + ")" * 150)):
    deep = []
    for _ in range(2_000):
        deep = [deep]
    try:
        attempt()
    except (RecursionError, MemoryError, SyntaxError) as error:
        print(type(error).__name__)
print(sys.getrecursionlimit())
