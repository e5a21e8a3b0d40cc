/** Every printer that exists; a case passes in each. */
import { instrument, type Instrumented, type InstrumentOptions } from "@perline/transform";

/** One way from text to instrumented text. */
export interface Printer {
  name: string;
  /** Whether the text of functions is what the person wrote, once the marked pieces are taken out. */
  keepsFunctionText: boolean;
  print(text: string, options: InstrumentOptions): Instrumented;
}

export const printers: readonly Printer[] = [
  { name: "text", keepsFunctionText: true, print: instrument },
];
