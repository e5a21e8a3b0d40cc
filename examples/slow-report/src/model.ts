/** The shop's data: who bought what. */
export interface Customer {
  id: string;
  name: string;
  country: string;
}

export interface Order {
  customerId: string;
  cents: number;
}

export enum Sorting {
  ByName,
  ByRevenue,
}
