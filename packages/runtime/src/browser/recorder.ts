/** Who records a thread, as the thread sees it: a thread beside it, which looks at it, or itself, where none can. */
import type { Told } from "../sampler/plan.js";
import type { Request } from "./plan.js";

export interface Recorder {
  /** Makes a source known before its code runs; or has the profile say something. */
  tell(told: Told): void;
  /** Has something done at once. Gives a text where that is what was asked for; null where it could not be had. `name`: of a mark. */
  ask(request: Request, name?: string): string | null;
}
