while True:
    try:
        print("x" * 100_000)
    except BaseException:
        break
print("not seen")
