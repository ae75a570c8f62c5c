class A:
    b = [(c := d) for d in e]
