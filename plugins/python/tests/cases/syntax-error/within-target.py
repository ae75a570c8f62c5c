#! target=3.10
with (open("a") as a, open("b") as b):
    pass
match a:
    case 1:
        pass
