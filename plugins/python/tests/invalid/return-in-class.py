class Shop:
    return 1
