/**
 * The TypeScript printer: TypeScript reads what the text printer made, and in the tree of that every node that is the program's own
 * gives way to the one that the compiler has. So it knows no kind of edit, and gives the text printer's program by construction.
 *
 * What holds nothing of ours is the compiler's own node, untouched: what was found out about it (which imports are used, values of
 * `const enum`, types of decorated members) stays known. A node that holds something of ours is made anew and has the compiler's as
 * its original, with its place and comments. What is ours alone has no place and no original.
 */
import { PerlineError } from "@perline/format";
import type ts from "typescript";
import { InsertedPieces } from "./inserted.js";

/** TypeScript, the one that compiles; any version from 5.4 on that has transformers. */
export type TypeScript = typeof ts;

/** Where a tree is printed. */
export interface TreePlace {
  typescript: TypeScript;
  context: ts.TransformationContext;
}

/**
 * Puts into a file's tree what the text printer has put into its text; gives the new tree.
 *
 * @throws PerlineError `edit-not-applied` where TypeScript does not find in `code` what it has in `source`, and what is ours
 */
export function printTypeScript(source: ts.SourceFile, code: string, place: TreePlace): ts.SourceFile {
  try {
    return new TreePrinter(source, code, place).print();
  } catch (cause) {
    if (cause instanceof PerlineError) throw cause;
    throw new PerlineError("edit-not-applied", "TypeScript cannot put together the instrumented file", { file: source.fileName, cause });
  }
}

/** How a list of nodes is visited, whatever they are. */
type Visiting = [visitor: ts.Visitor, test?: (node: ts.Node) => boolean, start?: number, count?: number];

/** More than there are kinds of nodes. */
const kinds = 1024;

class TreePrinter {
  readonly #printed: ts.SourceFile;
  readonly #inserted: InsertedPieces;
  /** The nodes of the file by kind and start, inner before outer. */
  readonly #own = new Map<number, ts.Node[]>();
  /** What stands in the new tree for those that have been found there: itself, where nothing of ours is in it. */
  readonly #taken = new Map<ts.Node, ts.Node>();
  /** The places of statements, by where they begin, in lists that another transformer has put in another order. */
  readonly #moved = new Map<number, number>();

  constructor(private readonly source: ts.SourceFile, code: string, private readonly place: TreePlace) {
    const { fileName, languageVersion, impliedNodeFormat } = source;
    const { typescript } = place;
    this.#printed = typescript.createSourceFile(fileName, code, {
      languageVersion, impliedNodeFormat, jsDocParsingMode: typescript.JSDocParsingMode.ParseNone,
      ...(typescript.isExternalModule(source) ? { setExternalModuleIndicator: asModule } : {}),
      // In what is no module by itself `await (…)` would be a call, though `await x` is none.
      setExternalModuleIndicator: (file) => this.#awaits(source) && Object.assign(file, { externalModuleIndicator: true }),
    });
    this.#inserted = new InsertedPieces(code);
  }

  print(): ts.SourceFile {
    const { source, place: { typescript, context: { factory } } } = this;
    if (faultsOf(this.#printed) > faultsOf(source)) throw this.#failure("TypeScript finds a fault in the instrumented text", source);
    typescript.forEachChild(source, this.#index);
    this.#noteOrder(source.statements);
    const statements = this.#ordered(typescript.visitNodes(this.#printed.statements, this.#visit, typescript.isStatement));
    source.statements.forEach(this.#check);
    this.#leadWithComments(statements);
    return factory.updateSourceFile(source, typescript.setTextRange(statements, source.statements));
  }

  /** Whether code outside of functions awaits. */
  readonly #awaits = (node: ts.Node): boolean => {
    const { typescript } = this.place;
    if (typescript.isFunctionLike(node)) return false;
    return typescript.isAwaitExpression(node) || typescript.forEachChild(node, this.#awaits) === true;
  };

  /** Lets the comments that the file begins with, which may be for other tools, stand before what is ours, as in the text. */
  #leadWithComments([first]: ts.NodeArray<ts.Statement>): void {
    const { source: { statements: [own] }, place: { typescript } } = this;
    const made = own === undefined ? undefined : this.#taken.get(own);
    if (first === undefined || own === undefined || made === undefined || first.pos >= 0) return;
    const { NoLeadingComments, NoTrailingComments } = typescript.EmitFlags;
    typescript.setEmitFlags(typescript.setCommentRange(first, own), NoTrailingComments);
    typescript.setEmitFlags(made, NoLeadingComments);
  }

  readonly #index = (node: ts.Node): void => {
    const { typescript } = this.place;
    typescript.forEachChild(node, this.#index);
    if (typescript.isBlock(node)) this.#noteOrder(node.statements);
    const key = keyOf(node, node.getStart(this.source));
    const others = this.#own.get(key);
    if (others === undefined) this.#own.set(key, [node]);
    else others.push(node);
  };

  #noteOrder(list: ts.NodeArray<ts.Statement>): void {
    if (list.every(({ pos }, index) => index === 0 || list[index - 1]!.pos < pos)) return;
    list.forEach(({ pos }, index) => this.#moved.set(pos, index));
  }

  /** A new list in the order that the file's has: the program's own statements change places among each other. */
  #ordered<Item extends ts.Node>(list: ts.NodeArray<Item>): ts.NodeArray<Item> {
    if (this.#moved.size === 0) return list;
    const placeOf = ({ pos }: Item): number => this.#moved.get(pos) ?? -1;
    const moved = list.filter((item) => placeOf(item) >= 0).sort((a, b) => placeOf(a) - placeOf(b)).values();
    return this.place.context.factory.createNodeArray(list.map((item) => (placeOf(item) < 0 ? item : moved.next().value ?? item)));
  }

  /** What stands in the new tree for a node of the printed text. */
  readonly #visit = (node: ts.Node): ts.Node => {
    const { typescript } = this.place;
    const from = node.getStart(this.#printed);
    const range = this.#inFile({ pos: from, end: node.end });
    const beginsInserted = this.#inserted.has(from);
    if (beginsInserted && range.pos === range.end) return this.#leaf(node) ?? this.#placed(this.#copy(node, () => nowhere), null);
    if (!beginsInserted && !this.#inserted.between(from, node.end)) return this.#untouched(node, range);
    // Inner ones take theirs first: what is inserted around a node may be of its kind, and look as if it were the node.
    const made = this.#copy(node, this.#inFile);
    const own = this.#ownOf(node, range);
    if (own !== null) this.#taken.set(own, made);
    // Comments behind the last statement stand where the list ends, which is before what was inserted behind them.
    if (own !== null && typescript.isBlock(own) && typescript.isBlock(made)) typescript.setTextRange(made.statements, own.statements);
    return this.#placed(made, own);
  };

  /** A node without anything of ours. */
  #untouched(node: ts.Node, range: ts.TextRange): ts.Node {
    const own = this.#ownOf(node, range);
    if (own === null || own.end !== range.end) throw this.#failure("the printed text has a part that the file has not", node);
    this.#taken.set(own, own);
    return own;
  }

  /** Where something stood before the insertions. */
  readonly #inFile = ({ pos, end }: ts.TextRange): ts.TextRange => {
    const inserted = this.#inserted;
    return { pos: inserted.original(pos), end: inserted.original(end) };
  };

  /** A node made anew, in the place of the file's own that it stands for, if it stands for one. */
  #placed(made: ts.Node, own: ts.Node | null): ts.Node {
    const { typescript } = this.place;
    return typescript.setTextRange(typescript.setOriginalNode(made, own ?? undefined), own ?? nowhere);
  }

  /** A node with new children; `rangeOf` tells where a list of them stands. */
  #copy(node: ts.Node, rangeOf: (list: ts.TextRange) => ts.TextRange): ts.Node {
    const { typescript, context } = this.place;
    const visitList = (list: ts.NodeArray<ts.Node> | undefined, ...how: Visiting): typeof list => {
      const made = typescript.visitNodes(list, ...how);
      return list === undefined || made === undefined ? made : typescript.setTextRange(this.#ordered(made), rangeOf(list));
    };
    const made = typescript.visitEachChild(node, this.#visit, context, visitList as typeof ts.visitNodes, this.#visit);
    if (made === undefined || made === node) throw this.#failure(`${typescript.SyntaxKind[node.kind]} is nothing that is inserted`, node);
    return made;
  }

  /** An inserted node that has no children; null where it has some. */
  #leaf(node: ts.Node): ts.Node | null {
    const { typescript, context: { factory } } = this.place;
    if (typescript.isIdentifier(node)) return factory.createIdentifier(node.text);
    if (typescript.isNumericLiteral(node)) return factory.createNumericLiteral(node.text);
    if (typescript.isStringLiteral(node)) return factory.createStringLiteral(node.text);
    if (typescript.isEmptyStatement(node)) return factory.createEmptyStatement();
    if (typescript.isBreakStatement(node)) return factory.createBreakStatement();
    if (typescript.isObjectBindingPattern(node) && node.elements.length === 0) return factory.createObjectBindingPattern([]);
    if (typescript.isToken(node)) return factory.createToken(node.kind as ts.PunctuationSyntaxKind);
    return null;
  }

  /** The file's node that a printed one stands for; null where it stands for none. */
  #ownOf(node: ts.Node, { pos, end }: ts.TextRange): ts.Node | null {
    const { typescript } = this.place;
    const alike = this.#own.get(keyOf(node, pos)) ?? [];
    // A statement or case may end with what is ours, behind blanks; no other of its kind begins where it does.
    const isOpen = typescript.isStatement(node) || typescript.isCaseOrDefaultClause(node);
    const own = isOpen ? alike[0] : alike.find((each) => each.end === end);
    return own === undefined || this.#taken.has(own) ? null : own;
  }

  /** Checks that a node of the file, and all in it, stands in the new tree. */
  readonly #check = (node: ts.Node): void => {
    const { typescript } = this.place;
    const { FirstPunctuation, LastPunctuation } = typescript.SyntaxKind;
    const taken = this.#taken.get(node);
    if (taken === node || (node.kind >= FirstPunctuation && node.kind <= LastPunctuation)) return;
    if (taken === undefined) throw this.#failure(`the file's ${typescript.SyntaxKind[node.kind]} is lost`, node, this.source);
    typescript.forEachChild(node, this.#check);
  };

  #failure(message: string, node: ts.Node, tree = this.#printed): PerlineError {
    const start = node.getStart(tree);
    const { line } = this.source.getLineAndCharacterOfPosition(tree === this.source ? start : this.#inserted.original(start));
    return new PerlineError("edit-not-applied", message, { file: this.source.fileName, line: line + 1 });
  }
}

/** Where nodes stand that are in no text. */
const nowhere: ts.TextRange = { pos: -1, end: -1 };

/** Has a file read as a module: the compiler may know by its name or package alone that it is one, and what `await` is in it. */
function asModule(file: ts.SourceFile): void {
  Object.assign(file, { externalModuleIndicator: true });
}

function keyOf({ kind }: ts.Node, start: number): number {
  return start * kinds + kind;
}

/** How many faults the compiler found in a file when it read it. */
function faultsOf(file: ts.SourceFile & { parseDiagnostics?: readonly ts.Diagnostic[] }): number {
  return file.parseDiagnostics?.length ?? 0;
}
