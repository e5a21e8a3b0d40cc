export class A {}
export let late = new A();
export const f = () => late;
console.log(f() instanceof A);
