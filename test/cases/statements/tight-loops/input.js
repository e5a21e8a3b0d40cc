// Loops whose turns call nothing count in variables, which reach memory whatever way the loop is left.
function left(way, list) {
  let sum = 0;
  outer: for (const each of [1, 2]) {
    for (let n = 0; n < list.length; n++) {
      if (way === "continue" && n === 1) continue;
      if (way === "outer" && n === 2) continue outer;
      if (way === "break" && n === 1) break;
      if (way === "all" && each === 2) break outer;
      if (way === "return" && n === 1) return sum;
      if (way === "throw" && n === 2) throw sum;
      if (way === "fail" && n === 2) sum += list[n].length.x.y;
      sum += each * n;
    }
  }
  return sum;
}
for (const way of ["", "continue", "outer", "break", "all", "return", "throw", "fail"]) {
  try {
    console.log(way, left(way, ["a", "b", "c"]));
  } catch (error) {
    console.log(way, String(error));
  } finally {
    let n = 3;
    while (n > 0) n--;
  }
}

// More turns than a variable keeps; loops in loops; a getter that is called all the same, and calls.
let total = 0;
for (let n = 0; n < 20_000; n++) total += n & 1;
do {
  total -= 1;
  for (;;) {
    if (total % 10 === 0) break;
    total--;
  }
} while (total > 9_900);
const box = {
  get value() {
    return [1, 2].map((x) => x + total).length;
  },
};
for (let n = 0; n < 3; n++) {
  total += box.value;
}
console.log(total);

function* numbers() {
  for (let n = 0; n < 2; n++) {
    let sum = 0;
    for (let m = 0; m < 3; m++) switch (m) {
      case 0:
        sum += 1;
      case 2:
        sum += 10;
    }
    yield sum;
  }
}
for (const n of numbers()) console.log(n);
console.log(numbers().next().value);
