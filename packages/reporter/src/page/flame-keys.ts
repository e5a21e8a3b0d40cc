/** A flame graph by keys: arrows go from frame to frame, Enter zooms into the current one, Escape out. */
import type { DrawnFrame, FlameGraph } from "d3-flame-graph";
import { select } from "d3-selection";
import type { Flame } from "./flame-view.js";

/** The graph that keys move in. */
export interface FlameMoves {
  chart: FlameGraph<Flame>;
  rootOf(this: void): DrawnFrame<Flame>;
  /** Says which frame is the current one. */
  tell(this: void, frame: DrawnFrame<Flame>): void;
  isIcicle(this: void): boolean;
}

/** Listens to the keys of the element that the graph is in. */
export function flameKeys(canvas: HTMLElement, { chart, rootOf, tell, isIcicle }: FlameMoves): void {
  let current: DrawnFrame<Flame> | null = null;
  const show = (): void => {
    for (const frame of canvas.querySelectorAll(".frame.current")) frame.classList.remove("current");
    const drawn = [...canvas.querySelectorAll(".frame")].find((frame) => select(frame).datum() === current);
    drawn?.classList.add("current");
    drawn?.scrollIntoView({ block: "nearest" });
    if (current !== null) tell(current);
  };
  const isDrawn = ({ data }: DrawnFrame<Flame>): boolean => data.hide !== true;
  const beside = (frame: DrawnFrame<Flame>, step: 1 | -1): DrawnFrame<Flame> | undefined => {
    const siblings = (frame.parent?.children ?? []).filter(isDrawn);
    return siblings[siblings.indexOf(frame) + step];
  };
  canvas.addEventListener("keydown", (event) => {
    const { key } = event;
    // After another tree was drawn, the frame is none of it.
    const at = current !== null && rootAbove(current) === rootOf() ? current : rootOf();
    const called = at.children?.filter(isDrawn)[0];
    const moves: Readonly<Record<string, DrawnFrame<Flame> | null | undefined>> = {
      ArrowUp: isIcicle() ? at.parent : called, ArrowDown: isIcicle() ? called : at.parent,
      ArrowLeft: beside(at, -1), ArrowRight: beside(at, 1), Home: rootOf(),
    };
    if (key === "Enter") chart.zoomTo(at);
    else if (key === "Escape") chart.resetZoom();
    else if (Object.hasOwn(moves, key)) current = moves[key] ?? at;
    else return;
    show();
    event.preventDefault();
  });
}

function rootAbove(frame: DrawnFrame<Flame>): DrawnFrame<Flame> {
  let at = frame;
  while (at.parent !== null) at = at.parent;
  return at;
}
