try:
    f()
except OSError, why:
    raise ValueError, why
