try:
    data = bytearray(10_000_000_000)
except (MemoryError, OverflowError) as error:
    print(type(error).__name__)
try:
    [0] * 500_000_000
except MemoryError:
    print("MemoryError")
