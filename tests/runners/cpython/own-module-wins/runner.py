NAME = "runner"
