/** The turnover of a shop from a database, in two ways: all orders are loaded and then added up, or added up one by one. */
import { isTracing, mark, type Snapshot, takeSnapshot } from "@perline/runtime/memory";
import { openOrders, type OrderRow } from "./open.js";

const database = openOrders(Number(process.env["ORDERS"] ?? 20_000));

class Order {
  readonly id: number;
  readonly customer: string;
  readonly cents: number;

  constructor(row: OrderRow) {
    this.id = row.id;
    this.customer = row.customer;
    this.cents = row.cents;
  }
}

function* orders(): Iterable<Order> {
  for (const row of database.prepare("SELECT id, customer, cents FROM orders").iterate()) {
    yield new Order(row);
  }
}

/** What is alive now; null where nothing is traced. */
function alive(label: string): Snapshot | null {
  mark(label);
  return isTracing() ? takeSnapshot() : null;
}

/** What came out, and what was alive meanwhile. */
interface Outcome {
  sum: number;
  held: Snapshot | null;
}

function loadAll(): Outcome {
  const all = [...orders()];
  const held = alive("all orders loaded");
  return { held, sum: all.reduce((cents, order) => cents + order.cents, 0) };
}

function iterate(): Outcome {
  let sum = 0;
  let held: Snapshot | null = null;
  for (const order of orders()) {
    sum += order.cents;
    if (order.id % 500 === 0) held ??= alive(`order ${order.id}`);
  }
  return { sum, held };
}

const [loaded, iterated] = [loadAll(), iterate()];
console.log(`turnover: ${loaded.sum} cents, one by one ${iterated.sum} cents`);
if (loaded.held !== null && iterated.held !== null) {
  for (const difference of iterated.held.compareTo(loaded.held, "line").slice(0, 2)) {
    console.log(`${String(difference)}: ${difference.percent?.toFixed(1)} %`);
  }
}
