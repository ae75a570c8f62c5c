const b = Buffer.from("héllo wörld");
console.log(b, b.length, b.toString(), b.toString("hex"), b.toString("base64"), Buffer.from("aGk=", "base64").toString());
console.log(Buffer.alloc(3), Buffer.alloc(3, 1), Buffer.from([1, 2, 300]), Buffer.concat([Buffer.from("a"), Buffer.from("b")]), Buffer.byteLength("é"));
console.log(b.slice(0, 3), b.subarray(1, 4).toString("latin1"), b.equals(Buffer.from("x")), Buffer.compare(Buffer.from("a"), Buffer.from("b")), b.indexOf("w"), Buffer.isBuffer(b));
const w = Buffer.alloc(8);
w.writeUInt16BE(0x1234, 0); w.writeInt32LE(-5, 2);
console.log(w, w.readUInt16BE(0), w.readInt32LE(2), JSON.stringify(Buffer.from("ab")), [...Buffer.from("ab").entries()]);
console.log({ buf: Buffer.from("x") }, Buffer.alloc(60), b instanceof Uint8Array, Buffer.from("ff0g", "hex"));
