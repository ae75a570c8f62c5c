import os
import shutil
import tempfile

os.makedirs("a/b")
open("a/b/x.txt", "w").close()
shutil.copytree("a", "c")
os.rename("c/b/x.txt", "c/y.txt")
print([(folder, sorted(folders), files) for folder, folders, files in os.walk(".") if "main.py" not in files])
shutil.rmtree("a")
print(os.path.exists("a"), os.listdir("c"))
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "f"), "w") as file:
        file.write("x")
    print(os.listdir(folder))
print(os.path.exists(folder))
with tempfile.NamedTemporaryFile("w+", suffix=".txt") as file:
    file.write("temporary")
    file.seek(0)
    print(file.read())
os.chdir("c")
print(os.getcwd().rpartition("/")[2], os.listdir())
os.symlink("y.txt", "link")
print(os.readlink("link"), os.path.islink("link"), os.path.realpath("link").rpartition("/")[2])
