from collections import defaultdict

def a(x=[]):
    return x

def b(x={}, *, y=set()):
    """Doc."""

    return x, y

def c(x: list[int] = []): return x

def d(x=defaultdict(list), y=None, z=(), w=frozenset()): ...

class A:
    async def e(self, items=[i for i in "ab"]):
        self.items = items

f = lambda x=[]: x

def g(x=list): ...

@app.command()
def h(names: Annotated[list[str], Option()] = []): ...
