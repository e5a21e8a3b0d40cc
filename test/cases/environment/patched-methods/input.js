var push = Array.prototype.push;
var calls = 0;
Array.prototype.push = function () {
  return calls++;
};
Array.prototype.map = null;
for (const x of [1, 2]) {
  x + 1;
}
calls;
