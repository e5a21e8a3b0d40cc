const { now } = Date;
const { hrtime } = process;
const performanceNow = performance.now;
let calls = 0;
Date.now = process.hrtime = performance.now = () => calls++;
async function f() {
  await null;
  return 1;
}
module.exports = f().then((x) => {
  Date.now = now;
  process.hrtime = hrtime;
  performance.now = performanceNow;
  console.log(x, calls);
});
