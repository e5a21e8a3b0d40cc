const d = (name: string) => (value: unknown, context: DecoratorContext): any => {
  console.log(name, context.kind, String(context.name));
};
@d("class")
class A {
  @d("field") x = 1;
  @d("method")
  m() { return this.x; }
  @d("getter") get y() { return 2; }
  @d("static") static s() { return 3; }
  @d("accessor") accessor z = 4;
}
const a = new A();
console.log(a.m(), a.y, A.s(), a.z);
