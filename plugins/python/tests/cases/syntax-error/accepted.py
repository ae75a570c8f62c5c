import os

def names():
    import os
    global os

class Base:
    def method(self):
        def inner():
            nonlocal __class__
            return __class__
        return inner

def outer():
    count = 0
    def inner():
        nonlocal count
        count += 1
        for x in y:
            try:
                break
            finally:
                continue
    return inner

first, *rest = [1, 2, 3]
print(*rest, sep="\d")
x = lambda: (yield)
values = [y := 1, y**2]
result = (await z for z in rest)
type Pair[T] = tuple[T, T]
name = f"{x!r:>{10}} {'nested "quotes"'}"
