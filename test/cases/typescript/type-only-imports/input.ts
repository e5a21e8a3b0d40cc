import type { X } from "nowhere";
import { type Y, sep } from "node:path";
import { EventEmitter } from "node:events";
const f = (e: EventEmitter | X | Y): number => (e === null ? 0 : 1);
console.log(typeof sep, f(null as never));
