import csv
import json
import os
import pathlib

path = pathlib.Path("data/settings.json")
path.parent.mkdir(parents=True)
path.write_text(json.dumps({"a": 1}))
print(json.loads(path.read_text()), path.exists(), sorted(map(str, pathlib.Path(".").rglob("*"))))
with open("log.txt", "w") as file:
    print(file)
    file.write("one\ntwo\n")
with open("log.txt", "a") as file:
    file.write("three\n")
with open("log.txt", "r+") as file:
    print(file.readlines(), file.tell())
    file.seek(0)
    file.write("ONE")
print(pathlib.Path("log.txt").read_text(), os.path.getsize("log.txt"))
with open("rows.csv", "w", newline="") as file:
    csv.writer(file).writerows([[1, "a"], [2, "b"]])
with open("rows.csv", newline="") as file:
    print(list(csv.reader(file)))
with open("raw.bin", "wb") as file:
    file.write(bytes(range(4)))
    print(file, file.raw)
with open("raw.bin", "rb") as file:
    print(file.read(2), file.peek(1)[:1], file.read())
