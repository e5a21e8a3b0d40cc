var async = 1, of = [1], get = 2;
for (async of => 1; false;);
var yield = 1;
yield
console.log(yield);
var let = 1, let_;
let_
console.log(async, let);
