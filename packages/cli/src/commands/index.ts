/** The commands there are. A new one is a file beside this and an item here. */
import type { Command } from "../command-line/command.js";
import { instrumentCommand } from "./instrument.js";
import { reportCommand } from "./report.js";
import { runCommand } from "./run.js";

/** In the order that help shows. */
export const commands: readonly Command[] = [runCommand, reportCommand, instrumentCommand];
