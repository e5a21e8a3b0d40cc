let x = 1;
function f() { return x; }
const g = () => (0, eval)("typeof x");
`${f()} ${g()}`;
