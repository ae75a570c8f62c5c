try:
    f()
except:
    pass

try:
    f()
except:
    clean_up()
    raise

try:
    f()
except ValueError:
    pass
except:
    try:
        g()
    except:
        log()

try:
    f()
except BaseException:
    pass
