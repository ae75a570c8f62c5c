class Shop:
    x = yield
