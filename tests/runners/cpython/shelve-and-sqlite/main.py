import os
import shelve
import sqlite3

with shelve.open("shelf") as shelf:
    shelf["key"] = [1, 2]
with shelve.open("shelf") as shelf:
    print(dict(shelf))
for name in os.listdir():
    if name.startswith("shelf"):
        os.remove(name)
db = sqlite3.connect(":memory:")
db.execute("create table t (n integer, s text)")
db.executemany("insert into t values (?, ?)", [(1, "a"), (2, "b")])
print(db.execute("select sum(n), group_concat(s) from t").fetchall())
