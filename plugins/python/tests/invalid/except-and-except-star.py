try:
    f()
except OSError:
    pass
except* ValueError:
    pass
