import importlib.metadata
import os

import fast
import greeting
import plain

print(greeting.greet("Ada"), fast.add(2, 3), plain.X)
print(importlib.metadata.version("greeting"), greeting.__file__)
print("in the workspace:", os.listdir())
try:
    import fast.strict
except ImportError as error:
    print(error)
try:
    importlib.metadata.version("fast")
except importlib.metadata.PackageNotFoundError as error:
    print(error)
greeting.greet("")
