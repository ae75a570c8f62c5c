try:
    f()
except:
    pass
except OSError:
    pass
