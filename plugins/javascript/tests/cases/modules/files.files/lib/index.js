module.exports = { name: "index of lib" };
