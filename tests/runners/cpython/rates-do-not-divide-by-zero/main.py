import time
import timeit

start = time.perf_counter()
elapsed = time.perf_counter() - start
print(elapsed > 0, 1000 / elapsed > 0)
print(timeit.timeit("x = 1", number=1000) > 0)
