type Shape = { kind: "circle"; r: number } | { kind: "square"; a: number };
function size(shape: Shape): number {
  switch (shape.kind) {
    case "circle":
      return 3 * shape.r;
    case "square":
      return shape.a;
  }
}
function told(value: string | number): string {
  if (typeof value === "string") {
    return value.toUpperCase();
  }
  return value.toFixed(1);
}
function assertText(value: unknown): asserts value is string {
  if (typeof value !== "string") throw "no text";
}
const given: unknown = "text";
assertText(given);
console.log(given.toUpperCase(), told(1), told("b"), size({ kind: "circle", r: 2 }), size({ kind: "square", a: 3 }));
