/** Tools that build show of an error its message alone: all that one of ours says goes there. */
import { PerlineError } from "@perline/format";

/**
 * Runs an action, and gives what it gives.
 *
 * @throws Error for a PerlineError: with its file, line, code and next step in the message; anything else as it was thrown
 */
export function withWholeMessage<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (failure) {
    throw failure instanceof PerlineError ? new Error(failure.describe(), { cause: failure }) : failure;
  }
}
