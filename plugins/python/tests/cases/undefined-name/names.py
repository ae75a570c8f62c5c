#! rules=undefined-name
import os.path
from collections import abc as collections_abc

def f(a, *args, b=default, **kwargs):
    def inner():
        return a, missing, later
    later = 1
    return inner, os, collections_abc, args, kwargs

class A:
    x = 1
    y = [x for _ in range(3)]
    def method(self):
        return x, __class__, __name__

def g():
    global made
    made = 1

print(made, (n := 3), n, __file__)
squares = [i * i for i in range(3)]
print(i)
try:
    pass
except OSError as why:
    print(why)
match squares:
    case [first, *others]:
        print(first, others)
def h[T](x: T) -> T: ...
f(undefined=1)
np.array([1])
