process.exitCode = 3;
console.log("ends with 3");
