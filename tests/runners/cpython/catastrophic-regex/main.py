import re

print(bool(re.match(r"(a+)+$", "a" * 18 + "b")))
