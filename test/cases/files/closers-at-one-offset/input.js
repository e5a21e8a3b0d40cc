function f(n) {while (n-- > 0);}
f(2);
const g = () => () => () => ({ a: () => [1] });
console.log(g()()().a());
(() => {})(); for (;;) {{{ break }}} switch (1) { case 1: {} } try {} catch {} finally {} label: {} if (1); else; while (0);
