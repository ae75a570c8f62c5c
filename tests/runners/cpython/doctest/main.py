def double(n):
    """
    >>> double(2)
    4
    >>> double("a")
    'aa'
    >>> double(1)
    3
    """
    return n * 2


import doctest

print(doctest.testmod())
