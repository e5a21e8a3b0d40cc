/** What `leaks` says: which objects are traced, as `<bytes>[,<frames>]`. */
import type { TracingChoice } from "@perline/format";
import type { Check } from "@perline/transform/settings";

/** Mean bytes between two traced objects, and the most frames of a traceback. */
const written = /^(\d{1,12})(?:,(\d{1,4}))?$/;

/** What is traced; null where that is not how it is written. */
export function parseTracing(text: string): TracingChoice | null {
  const [, sampleBytes, frames = "1"] = written.exec(text) ?? [];
  return sampleBytes === undefined || Number(sampleBytes) < 1 || Number(frames) < 1
    ? null : { sampleBytes: Number(sampleBytes), frames: Number(frames) };
}

/** A text that says what is traced. */
export const tracing: Check = (value) => (typeof value === "string" && parseTracing(value) !== null
  ? null : { value, wanted: "the bytes between two traced objects (1 for all), and behind a comma the frames of a traceback" });
