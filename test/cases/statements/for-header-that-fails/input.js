function fails() {
  throw new Error("at once");
}
const attempt = (run) => {
  try {
    run();
  } catch ({ message }) {
    console.log(message);
  }
};
let i, list = [];
attempt(() => {
  for (i = fails(); i < 3; i++) console.log(i);
});
attempt(() => {
  for (let i = fails(); i < 3; i++) console.log(i);
});
attempt(() => {
  for (fails(); ;) break;
});
attempt(() => {
  for (
    fails();
    i < 3;
    i++
  ) console.log(i);
});
attempt(() => {
  for (list[0] = 0; list[0] < 2; list[0]++) console.log(list);
});
attempt(() => {
  for (i = 0; i < 2; i = fails()) console.log(i);
});
attempt(() => {
  for (i = 0; fails(); i++) console.log(i);
});
