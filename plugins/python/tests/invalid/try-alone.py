try:
    f()
x = 1
