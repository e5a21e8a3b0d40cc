function* numbers() {
  try {
    yield 1;
    console.log("asked behind 1");
    yield 2;
    console.log("asked behind 2");
  } finally {
    console.log("closed");
  }
}
async function leave(how) {
  outer: for (const number of numbers()) {
    for await (const letter of ["a", "b"]) {
      if (letter === "a") continue;
      if (how === "continue") continue outer;
      if (how === "break") break outer;
      if (how === "return") return number;
    }
    console.log(`behind ${number}`);
  }
  return "end";
}
async function nested() {
  outer: for (const number of numbers()) {
    for await (const letter of ["a", "b"]) {
      for await (const other of [1, 2]) {
        try {
          if (other === number) continue outer;
        } finally {
          console.log(number, letter, other);
        }
      }
    }
  }
  return "end";
}
module.exports = (async () => {
  for (const how of ["continue", "break", "return", ""]) {
    console.log(how, await leave(how));
  }
  console.log(await nested());
})();
