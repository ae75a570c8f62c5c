import gzip
import io
import tarfile
import zipfile

with zipfile.ZipFile("z.zip", "w") as archive:
    archive.writestr("a.txt", "hello")
print(zipfile.ZipFile("z.zip").namelist())
with gzip.open("g.gz", "wt") as file:
    file.write("packed")
print(gzip.open("g.gz", "rt").read())
with tarfile.open("t.tar.gz", "w:gz") as archive:
    info = tarfile.TarInfo("b.txt")
    info.size = 3
    archive.addfile(info, io.BytesIO(b"abc"))
print(tarfile.open("t.tar.gz").getnames())
import os
for name in ("z.zip", "g.gz", "t.tar.gz"):
    os.remove(name)
