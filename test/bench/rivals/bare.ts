/** The program as it is: what the others are compared with. */
import { type Rival } from "./rival.js";

export const bare: Rival = {
  id: "bare",
  what: "plain `node`",
  share: 1,
  mostRounds: Infinity,
  command: (args) => ({ args, env: {} }),
};
