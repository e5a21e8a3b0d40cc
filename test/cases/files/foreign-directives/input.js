function worklet() {
  "worklet";
  return 1;
}
async function action() {
  "use server";
  const inner = () => 2;
  return inner();
}
exports.worklet = worklet;
exports.action = action;
console.log(worklet());
