async function later(value: number): Promise<number> {
  const first = await value;
  return first + (await 1);
}
function* counted(end: number): Generator<number> {
  for (let n = 0; n < end; n++) {
    yield n;
  }
}
class Held {
  sum = 0;
  add = (value: number): number => (this.sum += value);
}
const held = new Held();
for (const value of counted(3)) {
  held.add(value);
}
later(held.sum).then((value) => console.log(value));
async function forever(): Promise<void> {
  await new Promise(() => undefined);
}
void forever();
