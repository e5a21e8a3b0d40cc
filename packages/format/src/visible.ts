/**
 * Text that others wrote (sources, names, paths) as a terminal may be given it: what would move the cursor, change a colour, end the
 * line or turn the reading order round is replaced by a sign that takes its place. Tabs stay: they are indentation.
 */

const disturbing = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** The text with a sign for each character that would not be seen but felt: `␛` or `<U+202E>`. */
export function visible(text: string): string {
  return text.replace(disturbing, signOf);
}

/** Unicode has a picture for each control character of ASCII. */
function signOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "␡" : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
