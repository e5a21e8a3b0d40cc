/** Who holds an object: the questions of Python's objgraph, for the running program and for heap snapshots. */
export { growthTable, holdersTable, typesTable } from "./formats/tables.js";
export { chainText, growthText, referencesText, typesText } from "./formats/text.js";
export { referencesDot, referencesSvg } from "./formats/dot.js";
export { takeHeap } from "./finder.js";
export { Heap, isInternal, type Reference } from "./heap.js";
export { HeapObject, objectsOf } from "./heap-object.js";
export * from "./objgraph.js";
export { type OnProgress, type Progress, readHeap } from "./read.js";
export { growthOf, type GrowthRow } from "./views/growth.js";
export { heldByNativeAlone } from "./views/leaking.js";
export * from "./views/references.js";
export { ordered, type TypeOrder, type TypeRow, typesOf } from "./views/types.js";
