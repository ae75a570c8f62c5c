from __future__ import annotations
import os
from __future__ import division

def f(a, a):
    nonlocal missing
    yield from a
    def g():
        global a
        print(b); global b
        nonlocal c
    return g

class A:
    return 1
    break

f(x=1, y=2, x=3)
*rest = [1]
*a
match a:
    case x | 1: ...
try:
    pass
except:
    raise
except ValueError:
    pass
