/** Prints a shop's revenue by country. It is slow: why? */
import { Sorting } from "./model.js";
import { Revenue } from "./revenue.js";
import { customers, orders } from "./shop.js";

const everyone = customers(Number(process.env["CUSTOMERS"] ?? 5_000));
const revenue = new Revenue(everyone);
for (const order of orders(Number(process.env["ORDERS"] ?? 40_000), everyone)) {
  revenue.add(order);
}
for (const [country, cents] of revenue.rows(Sorting.ByRevenue)) {
  console.log(`${country.padEnd(10)} ${(cents / 100).toFixed(2).padStart(12)}`);
}
