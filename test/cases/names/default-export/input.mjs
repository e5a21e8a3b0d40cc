import other from "./other.mjs";
export default () => {};
console.log(other.name, other.again);
