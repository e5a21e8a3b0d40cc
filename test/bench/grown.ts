/** Programs of any size: functions that call each other, with loops and branches, each of which runs a few times. Pure. */

function functionText(index: number): string {
  const callee = index === 0 ? "value" : `step${Math.floor(index / 2)}(value)`;
  return `function step${index}(seed) {
  let value = seed + ${index % 97};
  for (let turn = 0; turn < 3; turn++) {
    if (value % 2 === 0) value = value / 2;
    else value = 3 * value + 1;
  }
  return depth++ < 6 ? ${callee} % 1009 : value % 1009;
}
`;
}

/** The text of a CommonJS program with so many functions, which prints a sum. */
export function grown(functions: number): string {
  const all = Array.from({ length: functions }, (_, index) => index);
  const list = all.map((index) => `step${index}`).join(",\n  ");
  return `let depth = 0;
${all.map(functionText).join("\n")}
let sum = 0;
for (const step of [
  ${list},
]) {
  depth = 0;
  sum += step(sum);
}
console.log(sum);
`;
}
