/** Programs in which `check(value)` is called from everywhere; names say what each is about. */
export const corpus: Record<string, string> = {
  "multi-line call": `
function f(...xs) { return check(xs.length); }
f(
  f(1),
  2,
  f(
    3,
    f(4)
  )
);
f(f(1),
  f(2), f(3)
);
f(() => {
  return f(
    1
  );
}, f(2));
check(f(1
)
);
`,
  "chains": `
const o = { f(g) { check(0); if (typeof g === "function") g(); return this; }, get g() { check(1); return this; }, h: { f() { return check(o); } } };
o
  .f()
  .f(() => check(1))
  .g
  .f()
  .h.f().g.
  f().
  f(
    check(2)
  )
  [check("f")]()
  ["g"]
  .f();
const x = o.f(
  1 && (() => check(1))
).f();
o.f().
  g
  .f
  (() => check(2));
`,
  "optional chains": `
const o = { f(g) { check(0); if (typeof g === "function") g(); return this; }, get g() { check(1); return this; }, nothing: null };
o?.f();
o
  ?.f(1)
  ?.f(() => check(2))
  ?.g
  ?.f();
o.f(
  o?.f(
    check(1)
  ),
  o.nothing?.f(
    check(2)
  ),
);
check(o.nothing
  ?.f());
o
  ?.f?.(
    () => check(1)
  );
(o
  ?.g).f();
`,
  "templates and tags": `
const v = { toString() { check(0); return "v"; } };
const tag = (strings, ...values) => { check(values.length); return values.join(); };
const s = \`a \${v} b
  \${v} c \${
    v
  }
  \${check(1)}\`;
tag\`a \${check(1)}
  \${tag\`b\`}
  \${check(2)}\`;
const o = { tag(...xs) { return tag(...xs); } };
o
  .tag\`x \${
    check(1)
  }\`;
check(\`
\${v}
\`);
`,
  "constructors": `
class A {
  constructor(x) { check(x); }
  m() { return check(this); }
}
class B extends A {
  constructor(x) {
    super(
      check(x),
      check(2)
    );
    check(3);
    super
      .m();
  }
}
new A(
  check(1)
);
new
  A(new B(
    1
  ));
new B(check(1),
  check(2)).m()
  .m();
new (class extends A {
  constructor() { super(1); check(2); }
})(
  check(1)
);
const made = Reflect.construct(
  B,
  [1]
);
`,
  "accessors": `
const o = {
  get g() { return check(1); }, set g(v) { check(v); },
  get deep() { check(2); return this; },
  [check("k")]: 1,
  [
    check("l")
  ]: check(2)
};
const a = o.g +
  o.g +
  o
    .deep
    .g;
o.g =
  check(1);
o
  .g = 1;
o
  .deep
  .g
  = 5;
o["g"] = [
  1,
  o.g
];
o.g += 1;
o.g++;
++o.g;
check(o.g,
  o.g
);
const p = {
  a: o.g,
  b: 1,
  c: o.deep.g,
  d: [o.g,
    o.g]
};
`,
  "operators": `
const v = { valueOf() { check(0); return 1; }, toString() { check(1); return "t"; } };
class H { static [Symbol.hasInstance]() { check(0); return true; } }
const p = new Proxy({}, { has() { return check(true); }, deleteProperty() { return check(true); }, get() { return check(1); } });
let z = v
  + v
  - v;
z = 1 < v &&
  v > 2 ||
  v == 1;
z = "a" +
  v +
  "b" +
  v;
z = 1 instanceof
  H;
z = "x"
  in p;
z = -v +
  +v;
z = [
  -v,
  v * 2, v
    ** 2
];
delete p.x;
z = v
  ? v + 1
  : v + 2;
z = v < 0
  ? check(1)
  : check(2) +
    v;
z = (check(1),
  check(2),
  v + 1);
`,
  "spread": `
const it = { *[Symbol.iterator]() { check(0); yield 1; check(1); yield 2; } };
const f = (...xs) => check(xs.length);
f(...it);
f(
  1,
  ...it
);
f(
  ...it,
  2
);
f(check(1),
  ...it,
  ...check([1]));
const a = [
  1,
  ...it,
  check(3), ...it
];
const g = { get x() { return check(1); } };
const o = {
  a: 1,
  ...g,
  b: check(2),
  ...check({})
};
new (class { constructor() { check(1); } })(
  ...it
);
`,
  "destructuring": `
const g = { get a() { return check(1); }, get b() { return check(undefined); }, get c() { return { get d() { return check(2); } }; } };
const { a, b = check(3) } = g;
let x, y;
({ a: x, b: y = check(4) } = g);
[x, y = check(1)] = [1];
const { c: { d } } = g;
const [e = check(7)] = [];
for (const { a, b = check(6) } of [g, g]) check(a);
const t = { set s(v) { check(v); } };
[t.s, t.s] = [1, 2];
({ a: t.s } = g);
`,
  "loops": `
const it = () => ({ *[Symbol.iterator]() { check(0); yield 1; check(1); yield 2; check(2); } });
for (const x of it()) {
  check(x);
}
for (const x of it()) check(x);
for (const x of it())
  check(x);
for (const x of it()) {
  if (check(x) === 1) continue;
  check(3);
}
outer: for (const x of it()) {
  for (const y of it()) {
    if (check(y) === 2)
      continue outer;
    check(4);
  }
}
for (const x of it()) {
  switch (x) {
    case 1:
      continue;
    case check(2):
      check(5);
  }
}
for (const x of it()) {
  if (x === 1) {
    check(1);
  } else {
    check(2);
  }
}
let i = 0;
while (check(i) < 3) {
  i++;
}
while (check(i) > 0)
  i--;
do {
  i++;
} while (check(i) < 3);
for (let j = check(0); check(j) < 3; j += check(1)) {
  check(j);
}
for (let j = check(0);
  check(j) < 3;
  j += check(1)
) {
  check(j);
}
for (;;) {
  if (check(i++) > 4)
    break;
}
for (const k in new Proxy({ a: 1, b: 2 }, { getOwnPropertyDescriptor(t, k) { check(k); return Reflect.getOwnPropertyDescriptor(t, k); } })) {
  i = k;
}
for (const x of it()) { try { check(x); continue; } catch { } }
for (const x of it())
  for (const y of it())
    if (y > 1)
      check(y);
    else
      check(0);
for (const x of {
  *[Symbol.iterator]() { yield check(1); }
}) {
  i++;
}
`,
  "loops left before their test": `
function f(x) {
  do {
    if (check(x)) {
      break;
    }
  } while (check(0)); check(1);
}
f(0);
f(1);
`,
  "iterators that are closed": `
const it = () => ({ [Symbol.iterator]() { check(0); return { next() { return { done: check(false), value: 1 }; }, return() { check(1); return {}; } }; } });
for (const x of it()) {
  break;
}
for (const x of it()) {
  check(x);
  if (x) {
    break;
  }
}
(function () {
  for (const x of it()) {
    return 1;
  }
})();
function through() {
  for (const x of it()) {
    try {
      if (x) return check(x);
    } finally {
      check(1);
    }
  }
}
through();
`,
  "iterators that are closed behind a body whose end is not reached": `
const it = () => ({ [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { check(1); return {}; } }) });
function ends(a) {
  for (const x of it()) {
    if (a)
      return check(x);
    check(x);
    break;
  }
}
ends(0);
ends(1);
function chooses(a) {
  for (const x of it())
    if (a) {
      return 1;
    } else {
      check(x);
      return (
        2);
    }
}
chooses(0);
chooses(1);
function fails() {
  for (const x of it()) {
    if (x === 2)
      break;
    throw x;
  }
}
try { fails(); } catch {}
`,
  "iterators that are closed behind an await": `
const it = () => ({ [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { check(1); return {}; } }) });
async function rejected(a) {
  for (const y of it()) {
    for (const x of it()) {
      check(x);
      await Promise.reject(x);
    }
    check(a);
  }
}
async function caught() {
  try {
    for (const x of it()) {
      if (check(x))
        await Promise.reject(x);
      return 1;
    }
  } catch {
    check(1);
  } finally {
    check(2);
  }
  check(3);
}
async function* returned(a) {
  for (const x of it()) {
    if (a) return x;
    await null;
    check(x);
  }
}
async function* returnedAtOnce() {
  for (const x of it()) {
    await null;
    return Promise.reject(x);
  }
}
return Promise.allSettled([rejected(1), caught(), returned(1).next(), returned(0).return(), returnedAtOnce().next()]);
`,
  "switch": `
function f(x) {
  switch (check(x)) {
    case check(1):
      check(10);
    case check(2): {
      check(11);
      break;
    }
    case 3: check(12);
    default:
      check(13);
  }
  return check(0);
}
f(1); f(2);
f(3);
f(
  4
);
`,
  "generators": `
function* g(n) {
  check(0);
  const x = yield check(n);
  check(x);
  try {
    yield
    check(1);
    yield check(2);
  } catch (e) {
    check(3);
  } finally {
    check(4);
  }
  return check(5);
}
const a = g(1), b = g(2);
a.next(); b.next();
check(a.next(1).value);
b.next(
  2
);
a.next();
a.next();
b.throw(new Error("x"));
a.next();
for (const x of g(3))
  check(x);
const [y] = g(4);
const c = g(5); c.next(); c.next(); c.next();
c.return(1);
function* deep(n) {
  if (n > 0)
    for (const x of deep(n - 1))
      yield check(x);
  yield n;
}
check([...deep(3)].length);
const o = { *[Symbol.iterator]() { yield check(1); yield check(2); } };
new Map([
  [1, ...o],
]);
`,
  "callbacks in built-ins": `
[3, 1, 2].sort((a, b) => check(a) - b);
[1, 2].map(
  (x) =>
    check(x)
).filter((x) => {
  return check(x);
}).forEach(function (x) {
  check(x);
});
"abc".replace(/b/g, (m) => check(m));
JSON.parse("[1,2]",
  (k, v) => check(v));
JSON.stringify({ toJSON() { return check(1); } },
  null, check(2));
Array.from({ length: 2 }, () => check(1));
Reflect.apply(
  () => check(1), undefined,
  []
);
new Set([1, 2]).forEach(
  (x) => check(x)
);
[1, 2, 3].reduce((a, b) => check(a + b));
String({ toString() { return check("x"); } });
Object.defineProperty({}, "x", {
  get() { return check(1); }
}).x;
[1,
  2].map(check);
`,
  "exceptions": `
function last() {
  try {
  } finally {
    check(1);
  }
}
last();
function thrower() { check(0); throw new Error("x"); }
function nested() { try { thrower(); } finally { check(1); } }
try {
  nested();
} catch (e) {
  check(2);
}
check(3);
function f() {
  try {
    return check(1);
  } finally {
    check(2);
  }
}
f();
function h() {
  for (const x of [1, 2]) {
    try {
      if (x === 1) continue;
      return check(x);
    } catch {
    } finally {
      check(3);
    }
  }
}
h();
function override() { try { return 1; } finally { return check(2); } }
override();
const swallowed = () => { try { thrower(); } catch { return check(5); } };
swallowed();
check([1].map(() => {
  try { nested(); } catch { }
  return check(1);
}));
check(4);
`,
  "async functions": `
const sleep = () => new Promise((done) => setImmediate(done));
async function f(n) {
  check(n);
  await sleep();
  check(1);
  const x = await g(n) + await g(n) +
    await g(n);
  check(x);
  try {
    await Promise.reject(new Error("x"));
  } catch (e) {
    check(2);
  } finally {
    await null;
    check(3);
  }
  const y = check(
    await g(1),
    await g(2)
  );
  return check(4);
}
const g = async (n) => {
  check(n);
  await null;
  return check(n);
};
const h = async () => await g(
  await g(1)
);
return Promise.all([f(1), f(2), h(), (async () => { for (const x of [1, 2]) { await null; check(x); } check(5); })()]).then(() => {
  check(6);
});
`,
  "async iteration": `
const sleep = () => new Promise((done) => setImmediate(done));
async function* source() {
  check(0);
  yield 1;
  check(1);
  await sleep();
  yield check(2);
  try {
    yield 3;
  } finally {
    check(4);
    await null;
    check(5);
  }
  return check(6);
}
async function consume() {
  const items = source();
  check(await items.next());
  await items.next(
    check(1)
  );
  items.next(); check(2); await items.return(); check(3);
  const others = source();
  while (!(await others.next()).done)
    check(4);
}
async function f(limit) {
  for await (const x of plainSource()) {
    check(x);
    if (x === limit)
      break;
    await sleep();
    if (x === 2) continue;
    check(x);
  }
  check(6);
}
async function g() {
  for await (const x of plainSource())
    if (x > 1)
      return check(x);
}
async function h() {
  try {
    for await (const x of [Promise.reject(new Error("x"))])
      check(x);
  } catch (e) {
    check(7);
    for await (const x of plainSource()) {
      await null;
      throw check(e);
    }
  }
}
async function labels() {
  outer: for (const y of [1, 2]) {
    for await (const x of plainSource()) {
      check(x);
      continue outer;
    }
  }
  check(8);
}
async function nested() {
  try {
    for await (const x of plainSource()) {
      try {
        return await check(x);
      } finally {
        check(9);
      }
    }
  } finally {
    check(10);
  }
}
return Promise.allSettled([consume(), f(1), f(2), f(9), g(), h(), labels(), nested(), inFinally().next()]).then(() => check(9));
async function* inFinally() {
  try {
    return 1;
  } finally {
    try {
      check(1);
    } finally {
      check(2);
    }
    check(3);
  }
}
`,
  "class fields and static blocks": `
const name = () => check("n");
class A {
  x = check(1);
  y =
    check(2);
  z = [
    check(3),
    4
  ];
  f = () => check(5);
  #p = this.x +
    check(6);
  [name()] = check(7);
  static s = check(8);
  static {
    check(9);
    for (const x of [1, 2]) {
      check(x);
    }
    this.t = () => check(10);
  }
  static [
    name()
  ]() {}
  constructor() { check(11); this.f(); }
}
new A();
A.t();
class Derived extends check(A) {
  y = check(1);
  constructor(...xs) {
    super(...xs);
    check(2);
  }
}
new Derived(
  1
);
`,
  "recursion": `
function fib(n) {
  check(n);
  return n < 2 ? n :
    fib(n - 1)
    + fib(n - 2);
}
fib(4);
`,
  "conditions": `
const f = (x) => check(x);
if (f(1) &&
  f(2) ||
  f(3)) {
  f(4);
} else if (f(5))
  f(6);
else f(7);
if (!f(0)
  && f(1)
  && !f(0)
)
  f(1);
const x = f(1)
  ? f(2)
  : f(3);
const y = f(0) ? f(1)
  : f(2) ? f(3)
  : f(4);
const z = f(null) ??
  f(1);
let w = null;
w ??=
  f(1);
w &&= f(
  2);
const o = { a: f(1), b: f(2),
  c: f(3), d: {
    e: f(4)
  }, g: f(5),
  h() { return f(6); }
};
o.h(), o
  .h();
return;
`,
  "conflicting declarations": `
function f(g) {
  check(1);
  if (g) { return check(2); }
  function g() { return check(3); }
  check(g());
}
f(1);
f(undefined);
check(4);
function h() {
  var k;
  try {
    return check(k());
  } finally {
    check(5);
  }
  function k() { check(6); }
}
h();
check(7);
`,
};
