const told: unknown[] = [];
const reflect = Reflect as unknown as { metadata?: unknown };
reflect.metadata = (key: string, value: unknown) => () => {
  told.push([key, value]);
};
const d = (..._args: unknown[]): any => undefined;
class A {
  @d
  m(a: string): number {
    return a.length;
  }
}
delete reflect.metadata;
console.log(new A().m("abc"), ...told);
