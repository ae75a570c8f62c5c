import sys


def hook(kind, value, trace):
    print("caught by hook:", kind.__name__, value)


sys.excepthook = hook
raise LookupError("lost")
