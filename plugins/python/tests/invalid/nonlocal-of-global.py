count = 0

def f():
    def g():
        nonlocal count
    return g
