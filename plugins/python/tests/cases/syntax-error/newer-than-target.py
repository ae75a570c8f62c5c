#! target=3.9
with (open("a") as a, open("b") as b):
    pass
match a:
    case 1:
        pass
type X = int
f"{'a' + "b"}"
try:
    pass
except* OSError:
    pass
