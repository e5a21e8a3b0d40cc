/** `perline run`, with each of its clocks. */
import { join } from "node:path";
import type { ClockChoice } from "@perline/format";
import { perline } from "../../runs.js";
import { type Rival } from "./rival.js";

interface Facts extends Pick<Rival, "what" | "share" | "mostRounds" | "ofProgram"> {
  options?: readonly string[];
}

const rival = (id: string, clock: ClockChoice, { options = [], ...facts }: Facts): Rival => ({
  id,
  ...facts,
  command: (args, { include }, { run }) => ({
    args: [perline, "run", ...options, "--clock", clock, "--include", include, "--output", join(run, "profile.json"), ...args],
    env: {},
  }),
});

export const sampled = rival("perline", "sampled", {
  what: "`perline run`: hits and times of every line", share: 1, mostRounds: Infinity,
});

export const hitsOnly = rival("perline hits only", "none", { what: "`perline run --clock none`: hits of every line", share: 1, mostRounds: Infinity });

export const withMemory = rival("perline memory", "sampled", {
  what: "`perline run --memory`: objects of every line too", share: 1, mostRounds: Infinity, options: ["--memory"],
});

export const withSplit = rival("perline split", "sampled", {
  what: "`perline run --split`: where self time went too", share: 1, mostRounds: Infinity, options: ["--split"],
});

/** What tells what is alive prints that behind what the program does. */
const withoutReport = (stdout: string): string => stdout.slice(0, stdout.lastIndexOf("Alive at the end: "));

export const withSampledTraces = rival("perline leaks sampled", "sampled", {
  what: "`perline run --leaks=131072`: what stays alive too, of one object for each 128 KiB", share: 1, mostRounds: Infinity,
  options: ["--leaks=131072"], ofProgram: withoutReport,
});

export const withTraces = rival("perline leaks", "sampled", {
  // A program that makes little else than objects takes ten times as long.
  what: "`perline run --leaks`: what stays alive too, of every object", share: 1, mostRounds: 1,
  options: ["--leaks"], ofProgram: withoutReport,
});

/** A clock read at each line makes some programs a hundred times slower. */
export const exact = rival("perline exact", "exact", { what: "`perline run --clock exact`", share: 0.1, mostRounds: 1 });
