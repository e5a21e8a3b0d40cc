const A = class { static name() { return "own"; } };
const B = class { static n = this.name; };
const C = class { static name = "field"; };
console.log(A.name(), B.n, C.name);
