const o = { x: 1, y: 2, z: { w: 3 } };
console.log(
  delete o.x,
  delete o
    .y,
  delete o?.z
    .w,
  delete (o.z),
  o,
);
