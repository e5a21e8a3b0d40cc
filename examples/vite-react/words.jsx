import { useState } from "react";

/** Words that no dictionary has: their letters follow from their number. */
function wordsOf(count) {
  return Array.from({ length: count }, (_, number) => (number * 7919 % count).toString(36));
}

/** Each word once, the slow way: every word is looked for among those before it. */
function distinct(words) {
  const found = [];
  for (const word of words) {
    if (!found.some((other) => other === word)) {
      found.push(word);
    }
  }
  return found;
}

export function Words({ count }) {
  const [words, setWords] = useState([]);
  const listed = words.slice(0, 10).map((word) => <li key={word}>{word}</li>);
  return (
    <main>
      <button onClick={() => setWords(distinct(wordsOf(count)))}>list words</button>
      <p>{words.length} words</p>
      <ul>{listed}</ul>
    </main>
  );
}
