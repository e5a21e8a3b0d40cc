/** `perline run`, with each of its clocks. */
import { join } from "node:path";
import type { ClockChoice } from "@perline/format";
import { perline } from "../../runs.js";
import { type Rival } from "./rival.js";

interface Facts extends Pick<Rival, "what" | "share" | "mostRounds"> {
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

/** A clock read at each line makes some programs a hundred times slower. */
export const exact = rival("perline exact", "exact", { what: "`perline run --clock exact`", share: 0.1, mostRounds: 1 });
