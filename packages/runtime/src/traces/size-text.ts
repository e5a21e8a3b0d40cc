/** Sizes as tracemalloc prints them: `179 KiB`, `56.4 KiB`, `-53.3 KiB`. */

const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** As C prints it: a tie goes to the even digit. */
function fixed(value: number, digits: number): string {
  const scaled = Math.abs(value) * 10 ** digits;
  const below = Math.floor(scaled);
  const isTieToEven = scaled - below === 0.5 && below % 2 === 0;
  return isTieToEven ? (Math.sign(value) * below / 10 ** digits).toFixed(digits) : value.toFixed(digits);
}

/** A number of bytes, with one digit after the point below 100 of a unit; `signed`: with a plus where it is none below zero. */
export function sizeText(bytes: number, signed = false): string {
  const sign = signed && bytes >= 0 ? "+" : "";
  let size = bytes;
  for (const unit of units) {
    if (Math.abs(size) < 100 && unit !== "B") return `${sign}${fixed(size, 1)} ${unit}`;
    if (Math.abs(size) < 10 * 1024 || unit === "TiB") return `${sign}${fixed(size, 0)} ${unit}`;
    size /= 1024;
  }
  return "";
}
