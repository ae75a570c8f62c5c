const { Console } = require("console");
const c = new Console(process.stderr);
c.log("to stderr");
new console.Console({ stdout: process.stdout, stderr: process.stderr }).error("err");
