import { order } from "./order.mjs";
order.push("first");
queueMicrotask(() => {
  order.push("too late");
});
