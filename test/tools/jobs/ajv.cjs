// Compiles schemas that refer to each other and validates orders with them, ROUNDS times (20 unless told); prints every error.
const Ajv = require("ajv").default;

const money = { $id: "money", type: "object", properties: { cents: { type: "integer", minimum: 0 }, currency: { enum: ["EUR", "USD"] } }, required: ["cents"] };
const order = {
  $id: "order",
  type: "object",
  definitions: { id: { type: "string", pattern: "^[a-z]+-\\d+$" }, tree: { type: "object", properties: { nodes: { type: "array", items: { $ref: "#/definitions/tree" } } } } },
  properties: {
    id: { $ref: "#/definitions/id" },
    price: { $ref: "money" },
    tags: { type: "array", items: { type: "string", maxLength: 5 }, uniqueItems: true, minItems: 1 },
    tree: { $ref: "#/definitions/tree" },
    ship: { oneOf: [{ type: "null" }, { type: "object", properties: { at: { even: true } }, additionalProperties: false }] },
    note: { type: "string", default: "none" },
  },
  required: ["id", "price"],
  dependencies: { ship: ["tags"] },
  if: { properties: { note: { const: "gift" } }, required: ["note"] },
  then: { required: ["tags"] },
  patternProperties: { "^x-": { type: ["number", "boolean"] } },
  additionalProperties: false,
};
const orders = Array.from({ length: 40 }, (_, i) => ({
  id: i % 5 === 4 ? i : `order-${i}`,
  ...(i % 7 === 0 ? {} : { price: { cents: i % 3 === 0 ? -i : i, currency: i % 4 === 0 ? "GBP" : "EUR" } }),
  ...(i % 2 === 0 ? { tags: ["a", i % 8 === 0 ? "a" : "toolong".slice(0, i % 10)] } : {}),
  ...(i % 3 === 0 ? { ship: i % 6 === 0 ? null : { at: i } } : { tree: { nodes: [{ nodes: i % 9 === 1 ? 1 : [] }] } }),
  ...(i % 11 === 0 ? { note: "gift", "x-a": "one", more: true } : {}),
}));

function round() {
  const ajv = new Ajv({ allErrors: true, useDefaults: true, coerceTypes: false, allowUnionTypes: true });
  ajv.addKeyword({ keyword: "even", validate: (wanted, value) => typeof value !== "number" || (value % 2 === 0) === wanted });
  ajv.addFormat("short", (text) => text.length < 4);
  const validate = ajv.addSchema(money).compile(order);
  return orders.map((each) => {
    const copy = structuredClone(each);
    return [validate(copy), ajv.errorsText(validate.errors), copy.note];
  });
}

let results = [];
for (let left = Number(process.env.ROUNDS ?? 20); left > 0; left--) results = round();
process.stdout.write(JSON.stringify(results, null, 1));
try {
  new Ajv().compile({ type: "wrong" });
} catch (error) {
  process.stdout.write(`\n${error.message}`);
}
