/** Naive rewrites that reverse a rule of the planner or of a printer: edits changed, or the printed text. */
import { abi } from "@perline/format";
import type { NaiveRewrite } from "./naive-source.js";

const { stack, frame } = abi;

export const planRewrites: Record<string, NaiveRewrite> = {
  "always-guarded": {
    rule: "every function's body becomes the block of a try",
    change: (edit) => ("guarded" in edit ? { ...edit, guarded: true } : edit),
  },
  "relative-pop": {
    rule: "a frame leaves by taking one from the depth",
    pieces: [`(${stack}[0])=${frame}-1`, `(${stack}[0])=-2-((${frame})=~${frame})`, `${abi.fail}(${frame})`],
    by: `${stack}[0]--`,
  },
  "catch-forgotten": {
    rule: "a catch does not bring the frame back",
    change: (edit) => (edit.kind === "catch" ? null : edit),
  },
  "finally-forgotten": {
    rule: "a finally does not bring the frame back",
    change: (edit) => (edit.kind === "finally" ? null : edit),
  },
  "yield-forgotten": {
    rule: "a generator keeps its frame on the stack while it is suspended",
    change: (edit) => (edit.kind === "pause" || edit.kind === "proceed" ? null : edit),
  },
  "await-forgotten": {
    rule: "an activation keeps its frame on the stack while it waits",
    change: (edit) => (edit.kind === "suspend" || edit.kind === "resume" ? null : edit),
  },
  "instrumented-late": {
    rule: "what a compiler has made for old engines is instrumented",
    lowersFirst: true,
  },
  "text-as-it-runs": {
    rule: "the text of functions is what runs",
    keepsFunctionText: false,
  },
};
