/** The formats there are. A new one is a file beside this and an item here. */
import { type Format } from "../format.js";
import { json } from "./json.js";
import { text } from "./text.js";

/** All formats; the first is what a report has unless told. */
export const formats: readonly Format[] = [text, json];
