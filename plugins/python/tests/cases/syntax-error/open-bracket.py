values = [1, 2
print(f(values)
