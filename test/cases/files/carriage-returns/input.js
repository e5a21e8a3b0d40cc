const text = `one
two`;
console.log(text.length, new Error().stack.includes(":3:"));
function f() {
  return 1;
}
console.log(f());
