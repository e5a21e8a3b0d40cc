let x = 1;
const y = x + 1;
class A {}
{
  let x = 2;
  console.log(x);
}
console.log(x, y, typeof A);
