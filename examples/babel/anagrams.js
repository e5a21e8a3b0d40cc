const sorted = (word) => [...word].sort().join("");

/** @profile */
export function anagrams(words) {
  const found = [];
  for (const word of words) {
    for (const other of words) {
      if (word < other && sorted(word) === sorted(other)) found.push(`${word} ${other}`);
    }
  }
  return found;
}
