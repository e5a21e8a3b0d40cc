// Tests that run no code are not counted where they stand: their counts follow from where control went.
function kind(x) {
  switch (x) {
    case 1:
    case 2:
      return "small";
    case "a": case "b":
      return "letter";
    case -1:
      x = 3;
    case null:
      x ??= 4;
    default:
      return `other ${x}`;
    case true: {
      return "yes";
    }
    case undefined:
  }
  return "nothing";
}
for (const x of [1, 2, 2, "a", "b", "b", -1, null, 7, true, undefined, {}]) console.log(kind(x));

// Without default; the last case completes; tests that run code keep their own count.
let calls = 0;
const three = () => 3 + calls++ - calls + 1;
function mixed(x) {
  const log = [];
  switch (x) {
    case 0:
      log.push("zero");
    case three():
      log.push("three");
      break;
    case 5:
      if (log.length === 0) break;
    case 6:
      for (const y of [1, 2]) log.push(y);
    case 7:
  }
  return log.join();
}
for (const x of [0, 3, 3, 5, 6, 7, 8, 8]) console.log(mixed(x));

// Jumps out of cases, and a discriminant that fails.
function jumps(list) {
  let text = "";
  each: for (const x of list) {
    switch (x()) {
      case 1:
        continue;
      case 2:
        text += "two";
        continue each;
      case 3:
        try {
          if (text !== "") break each;
        } finally {
          text += "!";
        }
      case 4:
        text += "four";
        break;
      default:
        while (text.length < 5) text += ".";
      case 5:
        throw new Error(text);
    }
    text += ";";
  }
  return text;
}
const bad = () => { throw new Error("bad"); };
for (const list of [[1, 4], [3, 2, 3, 4], [4, 9], [5], []]) {
  try {
    console.log(jumps([...list.map((x) => () => x), bad]));
  } catch (error) {
    console.log(error.message);
  }
}

// A generator that is abandoned within a case.
function* generate(x) {
  switch (yield x) {
    case "go":
      yield 1;
    case "on":
      yield 2;
  }
}
for (const word of ["go", "on", "stop"]) {
  const all = generate(word);
  all.next();
  console.log(all.next(word).value);
}

const short = (x) => { switch (x) { case 1: return "one"; case 2: x = 5; default: return x; } };
console.log(short(1), short(2), short(3));
