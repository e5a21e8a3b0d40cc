/** What linked code imports: "@perline/runtime/linked", in a browser. See abi.ts of the format package for what each is. */
import { linkedNames, type LinkedNames } from "../linked-names.js";
import { pageRuntime } from "./page-runtime.js";

const runtime = pageRuntime();

/** Makes a source known, a `LinkedSource` as JSON text; gives what its code calls. */
export const register = (json: string): LinkedNames => linkedNames(runtime.register(json), runtime.names);
