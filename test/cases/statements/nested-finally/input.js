function f(how) {
  outer: for (let i = 0; i < 2; i++) {
    try {
      try {
        if (how === "break") break outer;
        if (how === "continue") continue;
        if (how === "throw") throw how;
        return how;
      } finally {
        console.log("inner", i);
      }
    } catch (e) {
      return "caught " + e;
    } finally {
      if (how === "overrule") return "overruled";
    }
  }
  return "end";
}
for (const how of ["break", "continue", "throw", "return", "overrule"]) {
  console.log(f(how));
}
