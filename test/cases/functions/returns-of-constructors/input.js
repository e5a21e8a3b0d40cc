class A {}
class Missing extends A {
  constructor() {
  }
}
class Other extends A {
  constructor() {
    return { other: 1 };
  }
}
class Primitive extends A {
  constructor() {
    super();
    return 1;
  }
}
for (const C of [Missing, Other, Primitive]) {
  try {
    console.log(new C());
  } catch (e) {
    console.log(e.name);
  }
}
function Plain() {
  this.a = 1;
  return;
}
console.log(new Plain().a);
