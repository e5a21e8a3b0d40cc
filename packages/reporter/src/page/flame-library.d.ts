/** What the page uses of d3-flame-graph and d3-selection, which bring no types. */

declare module "d3-selection" {
  /** An element that the library draws into. */
  export interface Selection<Datum> {
    datum(): Datum;
    datum<Next>(value: Next): Selection<Next>;
  }
  export function select<Datum = unknown>(element: Element): Selection<Datum>;
}

declare module "d3-flame-graph" {
  import type { Selection } from "d3-selection";

  /** A frame as it is handed over. */
  export interface FrameData {
    name: string;
    /** With what it called. */
    value: number;
    children: FrameData[];
    /** Set by the library: beside the frame that is zoomed into. */
    hide?: boolean;
    /** Set by the library: below it. */
    fade?: boolean;
  }
  /** A frame as it is drawn. */
  export interface DrawnFrame<Data extends FrameData> {
    id: number;
    data: Data;
    parent: DrawnFrame<Data> | null;
    children?: DrawnFrame<Data>[];
    value: number;
    depth: number;
    x0: number;
    x1: number;
    highlight?: boolean;
  }
  /** A graph; what sets something gives the graph back. */
  export interface FlameGraph<Data extends FrameData> {
    (selection: Selection<unknown>): void;
    width(pixels: number): this;
    cellHeight(pixels: number): this;
    minFrameSize(pixels: number): this;
    inverted(isIcicle: boolean): this;
    transitionDuration(ms: number): this;
    resetHeightOnZoom(isReset: boolean): this;
    label(text: (frame: DrawnFrame<Data>) => string): this;
    color(colour: (frame: DrawnFrame<Data>, usual: string) => string): this;
    onClick(clicked: (frame: DrawnFrame<Data>) => void): this;
    onHover(hovered: (frame: DrawnFrame<Data>) => void): this;
    setSearchMatch(matches: (frame: DrawnFrame<Data>, term: string) => boolean): this;
    setSearchHandler(found: (frames: DrawnFrame<Data>[], sum: number, total: number) => void): this;
    search(term: string): void;
    clear(): void;
    update(): this;
    zoomTo(frame: DrawnFrame<Data>): void;
    resetZoom(): void;
    destroy(): this;
  }
  function flamegraph<Data extends FrameData>(): FlameGraph<Data>;
  export { flamegraph as default };
}
