function parse(text) {
  if (!text) throw new TypeError("nothing to parse");
}
try {
  parse("");
} catch (error) {
  console.error("failed:", error.message);
  process.exitCode = 2;
}
