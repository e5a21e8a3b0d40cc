const assert = require("node:assert");
try {
  assert.equal(1, 2, "told");
} catch (e) {
  console.log(e.message);
}
try {
  assert.deepEqual({ a: 1 }, { a: 2 }, "told again");
} catch (e) {
  console.log(e.code);
}
