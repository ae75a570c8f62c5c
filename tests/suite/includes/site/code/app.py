"""An application."""

# --8<-- [start:wrong]
def add(item, items=[]):
    items.append(item)
# --8<-- [end:wrong]


def other(item, items=[]):
    return items
