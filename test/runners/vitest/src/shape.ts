/** What a test can be of. */
export interface Shape {
  size: number;
}
