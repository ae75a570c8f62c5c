if ready:
    continue
