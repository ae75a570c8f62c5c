from ._speedups import multiply
