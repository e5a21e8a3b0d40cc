function* g() {
  console.log("never");
  yield 1;
}
const i = g();
console.log(i.return(7), i.next());
const j = g();
try {
  j.throw(new Error("early"));
} catch (e) {
  console.log(e.message);
}
