for x in y:
    try:
        f()
    except* OSError:
        break
