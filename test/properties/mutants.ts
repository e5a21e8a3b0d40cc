/** Planners and printers with one fault each, as changes to a plan's edits or to the text that was printed. */
import type { Edit, EditKind } from "@perline/transform";
import { abi } from "@perline/format";
import type { JudgeOptions } from "./judge.js";

type Mutant = Pick<JudgeOptions, "planned" | "printed">;

/** Without the edits that `drops` names; depths count only what is left. */
function without(drops: (edit: Edit, index: number) => boolean): Mutant {
  return {
    planned(edits) {
      const around: { depth: number; kept: boolean }[] = [];
      const result: Edit[] = [];
      edits.forEach((edit, index) => {
        while ((around.at(-1)?.depth ?? -1) >= edit.depth) around.pop();
        const kept = !drops(edit, index);
        if (kept) result.push({ ...edit, depth: around.filter((each) => each.kept).length });
        around.push({ depth: edit.depth, kept });
      });
      return result;
    },
  };
}

/** Without all edits of some kinds. */
function withoutKind(...kinds: EditKind[]): Mutant {
  return without(({ kind }) => kinds.includes(kind));
}

/** With some edits changed. */
function changed(change: (edit: Edit) => Edit): Mutant {
  return { planned: (edits) => edits.map(change) };
}

/** With a piece of printed code replaced. */
function replaced(piece: string | RegExp, by: string): Mutant {
  return { printed: (code) => code.replaceAll(piece, by) };
}

const { count, enter, frame: p, hits: h, line, open, stack: s } = abi;

/** Each fault by its name. */
export const mutants: Readonly<Record<string, Mutant>> = {
  "drops the closer of a frame": replaced(/\}finally\{[^}]*?\}/g, "}finally{}"),
  "forgets a frame": withoutKind("frame"),
  "enters a frame one too deep": replaced(new RegExp(`let ${p}=(${enter}|${open})\\(`, "g"), `let ${p}=(${open}(0),$1)(`),
  "keeps a frame's index over suspensions": replaced(`(${p})=${open}(`, `${open}(`),
  "forgets that a body's end returns": changed((edit) => (edit.kind === "frame" ? { ...edit, completes: false } : edit)),
  "forgets that a return leaves normally": withoutKind("return"),
  "leaves before the returned value is known": changed((edit) =>
    edit.kind === "returnValue" ? { ...edit, end: edit.start } : edit),
  "forgets the frame of a returned value": withoutKind("returnValue"),
  "leaves at once where something may still run": changed((edit) =>
    (edit.kind === "return" || edit.kind === "returnValue") && edit.leaving === "marked" ? { ...edit, leaving: "now" } : edit),
  "leaves too late": replaced(`(${s}[0])=${p}-1,(${p})=0`, `(${p})=0`),
  "misses the turn of a loop": withoutKind("turn"),
  "misses the turn at a continue": {
    planned(edits) {
      return [...edits].filter((edit, index) => !(edit.kind === "turn" && edits[index - 1]?.kind === "line" && edits[index - 1]?.start === edit.start));
    },
  },
  "counts a loop's test once": changed((edit) => (edit.kind === "before" ? { ...edit, hit: -1, position: Math.max(edit.position, edit.hit) } : edit)),
  "loses a count": without((edit, index) => edit.kind === "line" && index % 7 === 3),
  "forgets to suspend at an await": withoutKind("suspend"),
  "forgets to resume behind an await": withoutKind("resume"),
  "forgets to leave at a yield": withoutKind("pause"),
  "forgets to come back behind a yield": withoutKind("proceed"),
  "forgets to heal in a catch": replaced(new RegExp(`${p}=${abi.handle}\\(${p},`, "g"), `void(${p},`),
  "misses a catch": withoutKind("catch"),
  "misses a finally": withoutKind("finally"),
  "loses what a finally interrupts": changed((edit) => (edit.kind === "finally" ? { ...edit, completes: false } : edit)),
  "loses what a loop has counted": replaced(/\}finally\{\S*\[\d+\]\+=[^}]*\}/g, "}finally{}"),
  "forgets which loop counts in variables": withoutKind("loop"),
  "misses what falls into a case": withoutKind("count"),
  "misses what matches no case": withoutKind("default"),
  "falls into a default of ours": changed((edit) => (edit.kind === "default" ? { ...edit, breaks: false } : edit)),
  "forgets braces around a single statement": withoutKind("block"),
  "forgets the frame of a field": withoutKind("field"),
  "forgets to leave a field's frame": replaced(`(${abi.close})(`, "("),
  "forgets to resume in a for await": withoutKind("asyncTurn"),
  "counts under another probe": replaced(new RegExp(`(${count}\\(|${enter}\\(|${line}\\(${p},|${h}\\[)(\\d+)`, "g"), "$1$2+1"),
  "moves to another line": replaced(new RegExp(`${line}\\(${p},(\\d+)\\)`, "g"), `${count}((${s}[${p}]=$1+1,$1))`),
  "forgets to move before an operand": withoutKind("before"),
};
