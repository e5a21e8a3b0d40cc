function returns(o) {
  with (o) {
    return y;
  }
}
function* yields(o) {
  with (o) {
    yield y;
  }
  yield 2;
}
const values = [];
for (let i = 0; i < 3; i++) values.push(returns({ y: i }));
console.log(values, [...yields({ y: 1 })]);
