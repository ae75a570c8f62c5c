console.log();
console.log("");
console.log(undefined);
console.log(" ", "");
console.info("info");
console.debug("debug");
