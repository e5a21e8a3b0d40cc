console.log(typeof nothing, typeof (nothing));
try {
  typeof tdz;
  let tdz;
} catch (e) {
  console.log(e.name);
}
const o = { y: 1 };
console.log(typeof (
  o
).y, void o
  .y, !o);
