type Shape = { kind: "circle"; r: number } | { kind: "square"; a: number };
function area(shape: Shape): number {
  switch (shape.kind) {
    case "circle":
      return 3 * shape.r ** 2;
    case "square":
      return shape.a ** 2;
    default: {
      const never: never = shape;
      return never;
    }
  }
}
let total = 0;
for (const shape of [{ kind: "circle", r: 1 }, { kind: "square", a: 2 }] as const satisfies readonly Shape[]) {
  total += area(shape);
}
console.log(total);
