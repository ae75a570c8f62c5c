import os

for path in ("/etc/passwd", "/proc/self/environ", "../../../../etc/hosts", "/python/os.py", "/0/app.py"):
    try:
        with open(path) as file:
            print(path, "opened", len(file.read()) > 0)
    except OSError as error:
        print(error)
print(dict(os.environ), sorted(os.listdir("/")))
