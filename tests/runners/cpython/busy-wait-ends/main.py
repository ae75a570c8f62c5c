import time

end = time.monotonic() + 0.5
while time.monotonic() < end:
    pass
print("over", time.perf_counter() > 0)
