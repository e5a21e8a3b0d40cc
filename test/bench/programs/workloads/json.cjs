// Reads JSON with a parser of its own, writes it with a printer of its own, and compares with the built-in ones.
class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  blank() {
    while (this.text.charCodeAt(this.at) <= 32) this.at++;
  }

  value() {
    this.blank();
    const first = this.text[this.at];
    if (first === "{") return this.object();
    if (first === "[") return this.array();
    if (first === "\"") return this.string();
    if (first === "t") return this.word("true", true);
    if (first === "f") return this.word("false", false);
    if (first === "n") return this.word("null", null);
    return this.number();
  }

  word(word, value) {
    this.at += word.length;
    return value;
  }

  number() {
    const start = this.at;
    while (/[-+.eE0-9]/.test(this.text[this.at] ?? "")) this.at++;
    return Number(this.text.slice(start, this.at));
  }

  string() {
    const start = ++this.at;
    while (this.text.charCodeAt(this.at) !== 34) this.at++;
    return this.text.slice(start, this.at++);
  }

  array() {
    const list = [];
    this.at++;
    for (this.blank(); this.text[this.at] !== "]"; this.separator("]")) list.push(this.value());
    this.at++;
    return list;
  }

  object() {
    const object = {};
    this.at++;
    for (this.blank(); this.text[this.at] !== "}"; this.separator("}")) {
      const key = this.string();
      this.blank();
      this.at++;
      object[key] = this.value();
    }
    this.at++;
    return object;
  }

  separator(end) {
    this.blank();
    if (this.text[this.at] === ",") this.at++;
    else if (this.text[this.at] !== end) throw new SyntaxError(`neither comma nor ${end} at ${this.at}`);
    this.blank();
  }
}

function print(value) {
  if (Array.isArray(value)) return `[${value.map(print).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, item]) => `"${key}":${print(item)}`).join(",")}}`;
}

module.exports = (rounds) => {
  const records = Array.from({ length: 3_000 }, (_, id) => ({
    id, name: `record ${id}`, tags: ["a", "b", `t${id % 7}`], price: id * 1.25, open: id % 3 === 0, parent: id === 0 ? null : { id: id - 1 },
  }));
  const text = JSON.stringify(records);
  let same = 0;
  for (let round = 0; round < rounds; round++) {
    const parsed = new Parser(text).value();
    if (print(parsed) === text && JSON.stringify(JSON.parse(text)) === text) same++;
  }
  return [same, text.length];
};
