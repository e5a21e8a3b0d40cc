const A = class {
  static first = this.name;
  static { this.second = this.name; }
};
const o = { B: class { static n = this.name; } };
let C;
C = class { static n = this.name; };
console.log(A.first, A.second, o.B.n, C.n);
