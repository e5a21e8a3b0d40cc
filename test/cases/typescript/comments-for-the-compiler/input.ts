// @ts-nocheck
/// <reference types="node" />
function where() {
  // @ts-ignore
  throw new Error("line five"); }
where();
