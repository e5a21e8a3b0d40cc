import { sep } from "node:path" with {};
console.log(typeof sep);
try {
  await import("node:path", { with: { type: "json" } });
} catch (e) {
  console.log(e.name);
}
