/**
 * The words of `@perline/format` that the runtime needs as values.
 *
 * The runtime has no dependency, so it repeats them; the literal types of the originals make the compiler compare the two.
 */
import type {
  abi as formatAbi, abiVersion as formatAbiVersion, defaultCallTreeLimit as formatCallTreeLimit, delegating as formatDelegating,
  mark as formatMark, outcome as formatOutcome, paused as formatPaused, profileVersion as formatVersion, suspended as formatSuspended,
} from "@perline/format";

/** Number of the names and their meanings; see `abi.ts` of the format package. */
export const abiVersion: typeof formatAbiVersion = 12;

/** Names generated code may use; see `abi.ts` of the format package. */
export const abi: typeof formatAbi = {
  stack: "__perline_f3k9_s",
  hits: "__perline_f3k9_h",
  count: "__perline_f3k9_z",
  enter: "__perline_f3k9_e",
  line: "__perline_f3k9_l",
  traced: "__perline_f3k9_T",
  weigh: "__perline_f3k9_W",
  weighed: "__perline_f3k9_V",
  frame: "__perline_f3k9_p",
  value: "__perline_f3k9_v",
  local: "__perline_f3k9_u",
  returning: "__perline_f3k9_q",
  keep: "__perline_f3k9_k",
  fail: "__perline_f3k9_x",
  suspend: "__perline_f3k9_w",
  resume: "__perline_f3k9_r",
  handle: "__perline_f3k9_c",
  aim: "__perline_f3k9_a",
  disposable: "__perline_f3k9_d",
  open: "__perline_f3k9_f",
  close: "__perline_f3k9_b",
  name: "__perline_f3k9_n",
  texts: "__perline_f3k9_m",
  move: "__perline_f3k9_t",
  leave: "__perline_f3k9_o",
  pause: "__perline_f3k9_y",
  register: "__perline_f3k9_g",
  base: "__perline_f3k9_i",
  active: "__perline_f3k9_A",
  link: "__perline_f3k9_j",
};

/** States of a frame; see `abi.ts` of the format package. */
export const suspended: typeof formatSuspended = 1_073_741_824;
export const paused: typeof formatPaused = 1_610_612_736;
export const delegating: typeof formatDelegating = 1_614_807_040;

/** How a `finally` block was reached; see `abi.ts` of the format package. */
export const outcome: typeof formatOutcome = { counted: -3, thrown: -2, returned: -1, turned: 0, caught: 1, left: 2 };

/** What wraps inserted text. */
export const mark: typeof formatMark = "/*\u00ad*/";

/** Version of the profile file that this package writes. */
export const profileVersion: typeof formatVersion = 1;

/** Call-tree nodes kept for each thread. */
export const defaultCallTreeLimit: typeof formatCallTreeLimit = 200_000;
