%timeit sorted(values)
