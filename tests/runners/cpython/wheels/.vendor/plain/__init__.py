X = "a folder of Python"
