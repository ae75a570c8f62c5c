const assert = require("assert");
assert.strictEqual(2, 3);
