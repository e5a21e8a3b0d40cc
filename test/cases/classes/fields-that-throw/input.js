class A {
  x = fail();
}
function fail() {
  throw new Error("field");
}
for (let i = 0; i < 2; i++) {
  try {
    new A();
  } catch (e) {
    console.log(e.message);
  }
}
try {
  class B {
    static x = fail();
  }
} catch (e) {
  console.log("static", e.message);
}
