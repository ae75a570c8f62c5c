import inspect


def add(a, b):
    # Adds.
    return a + b


class Box:
    size = 1


print(inspect.getsource(add), end="")
print(inspect.getsource(Box), end="")
print(inspect.signature(add), inspect.getsource(inspect.getsource).splitlines()[0])
