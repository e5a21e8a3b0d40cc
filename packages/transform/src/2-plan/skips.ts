/** Why a construct is left as it is: the closed list. Each is a short sentence for `--verbose`. */
export const skipReasons = {
  ignoreComment: "a comment or directive asks to leave it out",
  directEval: "direct eval could see what would be inserted",
  withBody: "names inside a with statement are looked up on its object",
  foreignDirective: "its directive hands it to another tool",
  serialized: "it is sent as text to run elsewhere",
  hoisted: "a test runner moves it in front of what its file imports",
  exportPattern: "its text tells importers what the file exports",
  ownRequire: "its `require` is its own, not the module system's",
  misplaced: "its compiler's parser tells wrong places of it",
  hoistConflict: "its function declarations cannot stand inside a block",
} as const;

/** A key of {@link skipReasons}. */
export type SkipReason = keyof typeof skipReasons;
