/** Adds the orders up by country. */
import { Sorting, type Customer, type Order } from "./model.js";

export class Revenue {
  private readonly cents = new Map<string, number>();

  constructor(private readonly customers: readonly Customer[]) {}

  add(order: Order): void {
    const customer = this.customerOf(order);
    const before = this.cents.get(customer.country) ?? 0;
    this.cents.set(customer.country, before + order.cents);
  }

  rows(sorting: Sorting): [country: string, cents: number][] {
    const rows = [...this.cents];
    return rows.sort((a, b) => (sorting === Sorting.ByRevenue ? b[1] - a[1] : a[0].localeCompare(b[0])));
  }

  private customerOf(order: Order): Customer {
    for (const customer of this.customers) {
      if (customer.id === order.customerId) return customer;
    }
    throw new Error(`no customer ${order.customerId}`);
  }
}
