/**
 * The hazards: what instrumenting can break, or make slow, each with what stands for it. Cases name the rows they stand for; a row
 * that no case can show names the test that does, or says why there is nothing to show.
 */

/** A row of the table. */
export interface Hazard {
  id: string;
  /** What can break. */
  what: string;
  /** A test elsewhere, from the root of the repository. */
  test?: string;
  /** Why no test can show it, or none need. */
  none?: string;
}

const cli = "test/cli/unchanged.test.ts";
const nodeHost = "test/node-host/javascript.test.ts";
const printing = "test/transform/printing.test.ts";
const sites = "test/transform/sites.test.ts";
const guard = "test/guard/guard.test.ts";

const rows: readonly (readonly [id: string, what: string, elsewhere?: Pick<Hazard, "test" | "none">])[] = [
  ["A1", "directives of functions and files"], ["A2", "directives that other tools read"], ["A3", "several directives, without semicolons"],
  ["A4", "strings that look like directives"], ["A5", "hashbang and byte-order mark"], ["A6", "a probe that glues to the line before"],
  ["A7", "a probe behind a statement without semicolon"], ["A8", "line breaks that end a statement"],
  ["A9", "do-while and if without semicolons"], ["A10", "completion values of scripts"], ["A11", "enumerable globals"],
  ["A12", "comments at the end"], ["A13", "comments of HTML"], ["A14", "several insertions at one offset"],
  ["A15", "raw text and line terminators"], ["A16", "the goal a file is read by"], ["A17", "imports that change the goal"],
  ["A18", "hashes of the source", { none: "nothing that is hashed passes through" }],
  ["B1", "names from variables"], ["B2", "names from default parameters"], ["B3", "names from defaults of patterns"],
  ["B4", "names from properties"], ["B5", "names from fields"], ["B6", "names from assignments"], ["B7", "the name default"],
  ["B8", "names that shadow"], ["B9", "places that give no name"], ["B10", "classes with a static name"], ["B11", "the property name itself"],
  ["C1", "length, own properties, constructability"], ["C2", "parameters and mapped arguments"], ["C3", "concise bodies"],
  ["C4", "this, arguments, super and new.target"], ["C5", "this before super()"], ["C6", "what constructors return"],
  ["C7", "constructors nobody wrote"], ["C8", "a function and a var of one name"], ["C9", "a function declared twice"],
  ["C10", "a function named as a parameter"], ["C11", "a function declared in a branch too"],
  ["C12", "early errors", { test: "test/cli/bad-input.test.ts" }], ["C13", "a finally that overrules"],
  ["C14", "frames that an exception skips"], ["C15", "recursion depth", { test: cli }], ["C16", "arguments in sloppy code"],
  ["C17", "callers"], ["C18", "frames of a stack trace"], ["C19", "super in methods and accessors"], ["C20", "parameters run before the body"],
  ["C21", "generators ended before they start"], ["C22", "duplicate parameters"],
  ["C23", "tail calls", { none: "V8 has no proper tail calls" }],
  ["G1", "next, throw and return of generators"], ["G2", "resumption by throw or return"], ["G3", "delegation"], ["G4", "yield without operand"],
  ["G5", "abandoned generators"], ["G6", "ticks"], ["G7", "thenables"], ["G8", "listeners on promises"], ["G9", "closing of async iterators"],
  ["G10", "interleaved activations"], ["G11", "top-level await"],
  ["G12", "async hooks and stacks", { none: "nothing is hooked: suspensions are seen where they stand" }], ["G13", "using"],
  ["G14", "fields and static blocks"], ["G15", "await as a name"],
  ["D1", "bodies without braces"], ["D2", "labels"], ["D3", "bindings of each turn"], ["D4", "heads of for-in and for-of"],
  ["D5", "the scope of switch"], ["D6", "the scope of declarations"], ["D7", "functions in statement position"], ["D8", "hoisting"],
  ["D9", "top-level bindings"], ["D10", "catch bindings"], ["D11", "words that are names in sloppy code"],
  ["D12", "declarations without braces"], ["D13", "code that never runs"], ["D14", "order of case tests"], ["D15", "with"],
  ["D16", "direct eval"], ["D17", "code made at run time"],
  ["E1", "receivers of calls"], ["E2", "detached calls"], ["E3", "direct and indirect eval"], ["E4", "short circuit of chains"],
  ["E5", "chains in parentheses"], ["E6", "optional calls"], ["E7", "delete"], ["E8", "typeof"], ["E9", "targets"],
  ["E10", "order of destructuring"], ["E11", "tagged templates"], ["E12", "templates"], ["E13", "getters"], ["E14", "proxies"],
  ["E15", "__proto__"], ["E16", "keys of literals"], ["E17", "private names"], ["E18", "new"], ["E19", "holes and spread"],
  ["E20", "heritage and keys of classes"], ["E21", "precedence"], ["E22", "super(…)"], ["E23", "commas"], ["E24", "logical assignment"],
  ["E25", "in inside a for head"], ["E26", "import() and import.meta"], ["E27", "coercions"], ["E28", "odd values"],
  ["E29", "regular expressions"], ["E30", "function text as a value"],
  ["W1", "counting object literals"], ["W2", "counting array literals"], ["W3", "counting instances"],
  ["W4", "counting function expressions and classes"], ["W5", "counting function declarations"], ["W6", "counting templates"],
  ["W7", "counting what is spread"], ["W8", "counting calls that create"],
  ["W9", "counting what no expression shows", { test: sites }], ["W10", "counting without a look at the value"],
  ["K1", "decorators"], ["K2", "legacy decorators"], ["K3", "order of fields"], ["K4", "static blocks in class text"],
  ["K5", "anonymous classes"], ["K6", "members without a body"], ["K7", "private members"], ["K8", "class detection"],
  ["M1", "hoisted default exports"], ["M2", "preambles in a cycle"], ["M3", "live bindings"], ["M4", "order of evaluation"],
  ["M5", "what importing a runtime adds"], ["M6", "this at the top"], ["M7", "modules that are no JavaScript"],
  ["M8", "exports found by text"], ["M9", "what bundlers find by text"],
  ["M10", "annotations of pure calls"], ["M11", "exports without code"], ["M12", "bindings before their time"],
  ["J1", "expressions in JSX"], ["J2", "text in JSX"], ["J3", "pragmas in the leading comment"], ["J4", "names of components"],
  ["J5", "the React compiler", { test: "test/babel/plugin.test.ts" }],
  ["TS1", "narrowing"], ["TS2", "overloads"], ["TS3", "super() and parameter properties"],
  ["TS4", "enum members"], ["TS5", "casts, namespaces, import ="], ["TS6", "imports of types"], ["TS7", "metadata of parameters"],
  ["TS8", "comments for the compiler"], ["TS9", "blanking and printing", { test: "test/node-host/typescript.test.ts" }],
  ["TS10", "downlevel targets"],
  ["T1", "function text"], ["T2", "functions sent elsewhere"], ["T3", "realms"], ["T4", "mock factories", { test: "test/runners/runners.test.ts" }],
  ["T5", "functions of other tools"], ["T6", "instrumenting twice", { test: printing }],
  ["T7", "assertions that quote", { none: "what is quoted by column can be another statement: a difference that README.md names" }],
  ["T8", "lines of errors"], ["T9", "require.cache, listeners", { test: cli }], ["T10", "a silent runtime", { test: cli }],
  ["T11", "patched clocks"], ["T12", "patched primordials"], ["T13", "a frozen global object", { test: "test/runtime/runs.test.ts" }],
  ["T14", "content security policies", { none: "no code is made from text in a page" }],
  ["T15", "weak references", { none: "no value of the program is kept" }],
  ["T16", "timeouts", { none: "a slower program is slower: npm run bench says by how much" }],
  ["T17", "CommonJS through a load hook", { test: nodeHost }], ["T18", "other engines", { none: "Node alone is supported" }],
  ["T19", "comparing by source"], ["T20", "asm.js"], ["T21", "names of minifiers"], ["T22", "patched built-ins of the instrumenter", { test: nodeHost }],
  ["P1", "a call for each counter", { test: guard }], ["P2", "what a probe is made of", { test: guard }],
  ["P3", "arguments in each function", { none: "no probe names them: see C16" }], ["P4", "the frame of a function", { test: guard }],
  ["P5", "a clock read for each line", { none: "only the exact clock reads one: npm run bench says what that costs" }],
  ["P6", "functions too large to be optimised", { test: cli }], ["P7", "functions too large to be inlined", { test: guard }],
  ["P8", "counters in code that waits", { none: "they cost nothing there" }],
  ["P9", "counters in generators and async functions", { none: "they cost next to nothing there" }],
  ["P10", "globals of a context", { test: "test/node-host/vm.test.ts" }], ["P11", "variables that eval can see", { none: "no probe stands there: see D16" }],
  ["P12", "big integers for each event", { none: "counters are numbers in typed arrays" }], ["P13", "stack for each frame", { test: cli }],
];

/** Every hazard, in the order of the table. */
export const hazards: readonly Hazard[] = rows.map(([id, what, elsewhere]) => ({ id, what, ...elsewhere }));
