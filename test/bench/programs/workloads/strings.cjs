// Text: makes a long one, takes it apart into words, counts them, pads, slices, joins and replaces.
const syllables = ["ka", "lo", "mi", "ren", "su", "ta", "ve", "no", "pi", "dur"];

function text(words) {
  let seed = 7;
  const parts = [];
  for (let n = 0; n < words; n++) {
    seed = (seed * 1_103_515 + 12_345) & 0x7fffffff;
    let word = "";
    for (let rest = seed % 1_000; rest > 0; rest = Math.floor(rest / 10)) word += syllables[rest % 10];
    parts.push(n % 12 === 0 ? `${word}.` : word);
  }
  return parts.join(" ");
}

function words(source) {
  const found = [];
  let start = -1;
  for (let at = 0; at <= source.length; at++) {
    const code = at < source.length ? source.charCodeAt(at) : 32;
    const isLetter = code >= 97 && code <= 122;
    if (isLetter && start < 0) start = at;
    else if (!isLetter && start >= 0) {
      found.push(source.slice(start, at));
      start = -1;
    }
  }
  return found;
}

function count(list) {
  const counts = new Map();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function table(counts) {
  const rows = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return rows.map(([word, times]) => `${word.padEnd(14)}${String(times).padStart(8)}`).join("\n");
}

module.exports = (rounds) => {
  let length = 0;
  for (let round = 0; round < rounds; round++) {
    const source = text(60_000);
    const printed = table(count(words(source)));
    length += printed.replace(/ {2,}/g, "\t").length + source.split(".").map((sentence) => sentence.trim().toUpperCase()).join(";").length;
  }
  return length;
};
