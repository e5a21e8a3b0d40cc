import { order } from "./order.mjs";
import "./first.mjs";
import "./second.mjs";
console.log(order.join());
const value = await new Promise((done) => setImmediate(done, 1));
export const seen = [value];
for await (const x of [Promise.resolve(2), 3]) seen.push(x);
try {
  await Promise.reject(4);
} catch (e) {
  seen.push(e);
}
