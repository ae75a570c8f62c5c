def greet(name):
    return f"hello {name}"


def fail():
    raise ValueError("from an earlier example")


print(undefined)
