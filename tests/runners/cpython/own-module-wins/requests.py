NAME = "requests"
