let i = 0;
const o = { n: 1, get self() { return o; } };
i++;
--i;
o.n += 2;
o["n"]++;
++o
  .self
  .n;
o
  .self
  .n **= 2;
(i) = 5;
console.log(i, o.n);
