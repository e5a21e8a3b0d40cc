/** Makes up a shop, the same one each time. */
import type { Customer, Order } from "./model.js";

const countries = ["Chile", "Denmark", "Ghana", "India", "Japan", "Peru"];

export function customers(count: number): Customer[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `C${String(i).padStart(5, "0")}`,
    name: `Customer ${i}`,
    country: countries[i % countries.length] ?? "",
  }));
}

export function orders(count: number, among: readonly Customer[]): Order[] {
  let seed = 42;
  return Array.from({ length: count }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return { customerId: among[seed % among.length]?.id ?? "", cents: seed % 10_000 };
  });
}
