import atexit


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


atexit.register(print, "first registered")
atexit.register(print, "last registered")
a = Noisy("a")
b = Noisy("b")
del b
print("end of the program")
