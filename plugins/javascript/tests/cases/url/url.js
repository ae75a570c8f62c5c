const u = new URL("https://user:pa%20ss@Example.COM:8080/a/../b%20c/d?x=1&y=two%20words#frag");
console.log(u);
console.log(u.href, u.origin, u.host, String(u), JSON.stringify({ u }));
u.searchParams.append("z", "a b&c");
u.pathname = "/new path";
u.hash = "";
u.port = "443";
console.log(u.href);
console.log(new URL("../up?q#h", "https://x.org/a/b/c").href, new URL("//other.org/p", "https://x.org").href, new URL("/abs", "http://h:80/x").href);
console.log(URL.canParse("nope"), new URL("file:///tmp/a b.txt").pathname, new URL("mailto:a@b.c").pathname);
try { new URL("not a url"); } catch (e) { console.log(e.name, e.code, e.message, e.input); }
