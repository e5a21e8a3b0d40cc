function* g() {
  try {
    yield 1;
  } finally {
    cleanUp();
  }
}
function cleanUp() {
  console.log("clean");
}
for (const x of g()) {
  console.log(x);
  break;
}
