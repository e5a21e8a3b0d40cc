/** Examples that `perline run` runs and that tell where time goes: how each is made small. */

/** Environments, by the folder's name. */
export const sizes: Readonly<Record<string, Record<string, string>>> = {
  "async-pipeline": { ITEMS: "12" },
  "class-recursion": { DEPTH: "10" },
  generator: { NUMBERS: "1000" },
  "prime-sieve": { LIMIT: "1000" },
  "slow-report": { CUSTOMERS: "60", ORDERS: "600" },
};
