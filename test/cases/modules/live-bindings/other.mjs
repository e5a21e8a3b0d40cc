let count = 0;
export { count as default };
export function increment() {
  count++;
}
