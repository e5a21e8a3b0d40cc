/** @profile */
export function frequencies(text) {
  const counts = {};
  for (const word of text.toLowerCase().match(/\w+/g) ?? []) {
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
