const crypto = require("crypto");
for (const name of ["md5", "sha1", "sha256", "sha512"]) console.log(name, crypto.createHash(name).update("hello").update(" world").digest("hex"));
console.log(crypto.createHmac("sha256", "key").update("data").digest("base64"), crypto.createHash("sha256").update("x").digest());
console.log(crypto.pbkdf2Sync("pw", "salt", 10, 20, "sha256").toString("hex"), crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("a")));
console.log(crypto.randomBytes(8).length, /^[0-9a-f-]{36}$/.test(crypto.randomUUID()), crypto.randomInt(5) < 5);
try { crypto.createHash("nope"); } catch (e) { console.log(e.message); }
