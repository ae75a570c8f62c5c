def f(a, ...):
    pass
