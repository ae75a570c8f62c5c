#!/usr/bin/env node
console.log("with a #! line");
if (true) return console.log("returned at the top");
console.log("never");
