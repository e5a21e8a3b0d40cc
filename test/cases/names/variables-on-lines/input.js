const o = {
  p: () => {},
  q:
    function () {},
  r: class {
  },
};
let f =
  () => {};
console.log(o.p.name, o.q.name, o.r.name, f.name);
f =
  function () {};
console.log(f.name);
