function f() {
  return 1;
  console.log("never");
  function g() {}
}
;;
console.log(f());
debugger;
