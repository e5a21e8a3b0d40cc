const value = (n) => {
  return n;
};
let number = 100, bits = 0b1100;
number += 1;
number -=
  value(11);
number *= value(3);
number /= 2;
number %=
  100 +
  value(1);
number **= 2;
bits &= value(6);
bits |=
  value(1);
bits ^= 15;
bits <<= value(4);
bits >>= 1;
bits >>>=
  value(
    2,
  );
const held = { word: "a", get twice() { return this.word + this.word; }, set twice(text) { this.word = text; } };
held.twice +=
  value("b");
held["word"] += value("c");
console.log(number, bits, held.word);
