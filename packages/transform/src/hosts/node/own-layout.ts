/** Of which V8 the objects are that this process creates, its code optimised. */
import process from "node:process";
import type { Layout } from "@perline/format";

const variables: Readonly<Record<string, unknown>> = { ...process.config.variables };

export const ownLayout: Layout = {
  pointerBytes: variables["v8_enable_pointer_compression"] === 1 ? 4 : 8,
  node: parseInt(process.versions.node, 10),
  tier: "optimised",
};
