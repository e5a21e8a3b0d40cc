const d = (name: string) => (...args: unknown[]): any => {
  console.log(name, args.length, typeof args[1]);
};
function p(...args: unknown[]) {
  console.log("parameter", args[2]);
}
@d("class")
class A {
  @d("field") x = 1;
  @d("method") m(@p a: string) {
    return a;
  }
  @d("accessor") get y() { return this.x; }
  @d("static") static s() { return A.name; }
}
console.log(new A().m("v"), new A().y, A.s());
