console.log({ name: "Ada Lovelace", born: 1815, died: 1852, occupation: "mathematician", x: 12 });
console.log({ name: "Ada Lovelace", born: 1815, died: 1852, occupation: "mathematician", x: 1234567890 });
console.log({ a: "aaaaaaaaaaaaaaaaaaaaaaa", b: "bbbbbbbbbbbbbbbbbbbbbbbbbbbbb", c: "ccccccccc" });
console.log({ users: [{ id: 1, name: "Ada", tags: ["x", "y"] }, { id: 2, name: "Grace", tags: [] }], total: 2 });
