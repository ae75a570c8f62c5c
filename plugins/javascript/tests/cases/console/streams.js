console.log("out");
console.error("err");
console.warn("warn", { a: 1 });
process.stdout.write("no newline");
process.stdout.write("\n");
process.stderr.write("to stderr\n");
