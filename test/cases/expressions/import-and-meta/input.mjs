const { sep } = await import("node:path");
const name = "node:" + "os";
console.log(typeof sep, typeof (await import(
  name
)).EOL, typeof import.meta.url, import.meta.nothing);
function F() {
  return new.target;
}
console.log(F());
