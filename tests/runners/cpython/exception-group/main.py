def check(n):
    raise ValueError(f"bad {n}")


errors = []
for n in range(2):
    try:
        check(n)
    except ValueError as error:
        error.add_note(f"while checking {n}")
        errors.append(error)
raise ExceptionGroup("two problems", errors)
