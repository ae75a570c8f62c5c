for (const name of ["fs", "node:path", "util", "node:events", "assert", "crypto", "os", "url", "readline", "timers/promises", "fs/promises", "querystring", "string_decoder", "buffer"]) {
  console.log(name, typeof require(name));
}
console.log(require("fs") === require("node:fs"), require("util").inspect === require("node:util").inspect);
