let last;
const o = {
  v: 1,
  tag(strings, ...values) {
    const same = strings === last;
    last = strings;
    return [this.v, same, strings.raw.join("|"), ...values];
  },
};
const f = (x) => o.tag`a\n${x}
b${
  x
}`;
console.log(f(1));
console.log(f(2));
