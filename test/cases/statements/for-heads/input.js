const o = {};
for (o.k of [1, 2]);
for (o["a" + "b"] in { x: 1 });
for ([o.p, o.q = 5] of [[1]]);
for ({ r: o.r } of [{ r: 2 }]);
for (var a = 1 in {});
console.log(o, a);
