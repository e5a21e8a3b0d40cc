var await = (x) => x + 1;
var async = (x) => x * 2;
var n = await (3);
async
function f() { return n; }
`${n} ${async(4)} ${f()}`;
