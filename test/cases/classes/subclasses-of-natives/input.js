class List extends Array {
  sum() {
    let n = 0;
    for (const x of this) n += x;
    return n;
  }
}
class Failure extends Error {
  name = "Failure";
  constructor(message) {
    super(message);
    this.code = 1;
  }
}
console.log(List.from([1, 2]).map((x) => x * 2).sum());
try {
  throw new Failure("own");
} catch (e) {
  console.log(e instanceof Error, e.name, e.message, e.code);
}
