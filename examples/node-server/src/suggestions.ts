const words = Array.from({ length: 10_000 }, (_, index) => ((index * 7919) % 46_656).toString(36));

/** @profile */
export function suggestions(start: string): string[] {
  const sorted = [...words].sort((a, b) => a.localeCompare(b));
  const found = sorted.filter((word) => word.startsWith(start));
  return found.slice(0, 5);
}
