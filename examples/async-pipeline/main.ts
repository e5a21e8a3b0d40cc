/** Download, parse, store: three stages whose time is nearly all waiting, several items at once. */
import { setTimeout as sleep } from "node:timers/promises";

interface Item {
  id: number;
  words: string[];
}

async function download(id: number): Promise<string> {
  await sleep(20);
  return `item ${id} has a body of a few words`;
}

function parse(id: number, body: string): Item {
  return { id, words: body.split(" ") };
}

async function store(item: Item, shelf: Map<number, Item>): Promise<void> {
  await sleep(10);
  shelf.set(item.id, item);
}

async function lane(ids: Iterator<number>, shelf: Map<number, Item>): Promise<void> {
  for (let next = ids.next(); next.done !== true; next = ids.next()) {
    const body = await download(next.value);
    const item = parse(next.value, body);
    await store(item, shelf);
  }
}

async function pipeline(count: number, width: number): Promise<number> {
  const shelf = new Map<number, Item>();
  const ids = Array.from({ length: count }, (_, id) => id).values();
  await Promise.all(Array.from({ length: width }, () => lane(ids, shelf)));
  return shelf.size;
}

pipeline(Number(process.env["ITEMS"] ?? 100), 4).then(
  (stored) => console.log(`${stored} items stored`),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
