/** Instruments a program's entry for the process that will run it: "@perline/transform/prepare", for the one that starts it. */
import Module from "node:module";
import { Instrumentation } from "./instrumentation.js";
import { goalByName, isTypeScript } from "./goal.js";
import type { PreparedEntry } from "./prepared-entry.js";
import type { HostOptions, SourceMessage } from "./protocol.js";

export type { PreparedEntry };

/**
 * Prepares a file as the instrumenter of its process would. What is wrong with it is part of the answer.
 *
 * @param options those of the program's process
 * @param file `filename`: absolute, without links; `text`: as it stands there
 */
export async function prepareEntry(options: HostOptions, file: { filename: string; text: string }): Promise<PreparedEntry> {
  const messages: SourceMessage[] = [];
  const instrumentation = new Instrumentation(options, (message) => messages.push(message));
  // As the hooks of a process have it before they ask for its entry.
  const leadsTraces = isTypeScript(file.filename) && !("registerHooks" in Module);
  const goal = goalByName(file.filename);
  const answer = await instrumentation.answerSource({ ...file, kind: "source", goal, only: null, leadsTraces });
  return { ...file, leadsTraces, answer, messages };
}
