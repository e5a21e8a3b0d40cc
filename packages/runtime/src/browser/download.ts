/** Files that a page hands to the person in front of it. */

/** Offers a text as a download. Gives false where there is no document, as in a worker. */
export function saveFile(name: string, text: string): boolean {
  if (typeof document === "undefined") return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  // It stands in no document, whose listeners would hear of it.
  link.click();
  URL.revokeObjectURL(link.href);
  return true;
}
