import { order } from "./order.mjs";
order.push("first");
queueMicrotask(() => order.push("tick of first"));
