from importlib.metadata import distributions, version

print(version("greeting"), [one.name for one in distributions()])
