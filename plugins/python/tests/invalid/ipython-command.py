%timeit f()
