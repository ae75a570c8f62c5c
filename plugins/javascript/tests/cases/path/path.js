const path = require("path");
console.log(path.join("/a", "../b", "./c", "d.txt"), path.resolve("/x", "y", "..", "z"), path.normalize("/a//b/../c/."));
console.log(path.basename("/a/b.html"), path.basename("/a/b.html", ".html"), path.extname("x.tar.gz"), path.extname(".rc"), path.dirname("/a/b/c"));
console.log(path.parse("/home/u/file.txt"), path.format({ dir: "/d", name: "n", ext: ".e" }), path.isAbsolute("a"), path.relative("/a/b/c", "/a/d"), path.sep);
console.log(path.join(""), path.dirname("a"), path.dirname("/"), path.normalize("../../x"), path.basename("/"));
try { path.join(1); } catch (e) { console.log(e.code, e.message); }
