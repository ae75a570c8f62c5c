def load(key):
    try:
        return {}[key]
    except KeyError as error:
        raise ValueError(f"no {key!r}") from error


try:
    load("a")
except ValueError:
    raise RuntimeError("giving up")
