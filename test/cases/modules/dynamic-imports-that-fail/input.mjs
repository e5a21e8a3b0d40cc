async function load(name) {
  try {
    return await import(name);
  } catch (e) {
    return e.code;
  }
}
console.log(await load("./nowhere.mjs"));
console.log((await import("./other.mjs")).two);
