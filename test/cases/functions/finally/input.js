function f() {
  try {
    return 1;
  } finally {
    console.log("f");
  }
}
function g() {
  for (const x of [1, 2]) {
    try {
      continue;
    } finally {
      console.log(x);
    }
  }
  return 3;
}
function h() {
  try {
    throw 1;
  } catch (e) {
    return e;
  } finally {
    return 2;
  }
}
function i() {
  a: try {
    return 1;
  } finally {
    break a;
  }
  return 4;
}
console.log(f(), g(), h(), i());
