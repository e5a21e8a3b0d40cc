function f() {
  var x = 1;
  eval("x = 2; var y = 3; var $s = 4");
  return x + y;
}
const g = () => {
  const inner = () => eval("1 + 1");
  return inner();
};
console.log(f(), g());
