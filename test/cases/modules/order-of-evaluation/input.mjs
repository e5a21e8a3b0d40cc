import "./first.mjs";
import { order } from "./order.mjs";
order.push("input");
console.log(order.join());
