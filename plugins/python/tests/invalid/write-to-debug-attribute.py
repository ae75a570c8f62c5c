settings.__debug__ = False
