for name in ("ctypes", "mmap", "boto3", "no_such_module"):
    try:
        __import__(name)
    except ImportError as error:
        print(type(error).__name__, error)
