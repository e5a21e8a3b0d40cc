/** The commands there are. A new one is a file beside this and an item here. */
import type { Command } from "commander";
import { defineInstrument } from "./instrument.js";
import { defineReport } from "./report.js";
import { defineRun } from "./run.js";

/** Each adds its command to the program, in the order that help shows. */
export const commands: readonly ((program: Command) => void)[] = [defineRun, defineReport, defineInstrument];
