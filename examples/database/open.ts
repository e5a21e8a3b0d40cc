/** SQLite with a table of orders, in memory: Node's own where it has one that iterates, else the same as WebAssembly. */
import sqlite from "node-sqlite3-wasm";

/** A row of the table of orders. */
export interface OrderRow {
  id: number;
  customer: string;
  cents: number;
}

/** What both have in common. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): { iterate(): Iterable<OrderRow> };
}

interface NodeSqlite {
  DatabaseSync: new (file: string) => Database;
  StatementSync: { prototype: object };
}

function open(): Database {
  const own = process.getBuiltinModule("node:sqlite") as NodeSqlite | undefined;
  return own !== undefined && "iterate" in own.StatementSync.prototype ? new own.DatabaseSync(":memory:") : new sqlite.Database() as Database;
}

/** A database with so many orders. */
export function openOrders(count: number): Database {
  const database = open();
  database.exec("CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, cents INTEGER)");
  database.exec(`WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${count})
    INSERT INTO orders SELECT n, 'customer ' || n % 97, n * 37 % 10007 FROM number`);
  return database;
}
