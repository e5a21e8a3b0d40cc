/** A tree of expressions, evaluated and printed by methods that call each other recursively through a class hierarchy. */
abstract class Expression {
  abstract evaluate(): number;

  abstract depth(): number;

  describe(): string {
    return `${this.constructor.name} of depth ${this.depth()}, value ${this.evaluate()}`;
  }
}

class Constant extends Expression {
  constructor(private readonly value: number) {
    super();
  }

  evaluate(): number {
    return this.value;
  }

  depth(): number {
    return 1;
  }
}

abstract class Binary extends Expression {
  constructor(protected readonly left: Expression, protected readonly right: Expression) {
    super();
  }

  depth(): number {
    return 1 + Math.max(this.left.depth(), this.right.depth());
  }
}

class Sum extends Binary {
  evaluate(): number {
    return this.left.evaluate() + this.right.evaluate();
  }
}

class Product extends Binary {
  evaluate(): number {
    return (this.left.evaluate() * this.right.evaluate()) % 1009;
  }
}

function build(depth: number): Expression {
  if (depth === 1) return new Constant(depth + 2);
  const left = build(depth - 1);
  const right = build(depth - 1);
  return depth % 2 === 0 ? new Sum(left, right) : new Product(left, right);
}

console.log(build(Number(process.env["DEPTH"] ?? 18)).describe());
