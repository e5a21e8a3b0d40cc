// One-way constraints between variables, kept satisfied while inputs change: objects that point at each other, virtual calls.
class Variable {
  constructor(value) {
    this.value = value;
    this.usedBy = [];
    this.determinedBy = null;
    this.mark = 0;
  }
}

class Constraint {
  constructor(inputs, output) {
    this.inputs = inputs;
    this.output = output;
    output.determinedBy = this;
    for (const input of inputs) input.usedBy.push(this);
  }

  inputsKnown(mark) {
    return this.inputs.every((input) => input.mark === mark || input.determinedBy === null);
  }
}

class Equal extends Constraint {
  execute() {
    this.output.value = this.inputs[0].value;
  }
}

class Scaled extends Constraint {
  execute() {
    const [source, scale, offset] = this.inputs;
    this.output.value = (source.value * scale.value + offset.value) % 1_000_003;
  }
}

class Sum extends Constraint {
  execute() {
    let sum = 0;
    for (const input of this.inputs) sum += input.value;
    this.output.value = sum % 1_000_003;
  }
}

class Planner {
  constructor() {
    this.mark = 0;
  }

  /** The constraints that a change of this variable reaches, each behind those it depends on. */
  plan(changed) {
    const mark = ++this.mark;
    const plan = [];
    const waiting = [...changed.usedBy];
    changed.mark = mark;
    const reached = new Set(waiting);
    for (let at = 0; at < waiting.length; at++) {
      for (const next of waiting[at].output.usedBy) {
        if (reached.has(next)) continue;
        reached.add(next);
        waiting.push(next);
      }
    }
    for (const constraint of waiting) {
      if (!constraint.inputsKnown(mark)) constraint.output.mark = mark;
      plan.push(constraint);
      constraint.output.mark = mark;
    }
    return plan;
  }
}

function chain(length) {
  const first = new Variable(0);
  let last = first;
  for (let n = 0; n < length; n++) {
    const next = new Variable(0);
    new Equal([last], next);
    last = next;
  }
  return { first, last };
}

function projection(size) {
  const scale = new Variable(10);
  const offset = new Variable(1_000);
  const sources = Array.from({ length: size }, (_, n) => new Variable(n));
  const targets = sources.map((source) => {
    const target = new Variable(0);
    new Scaled([source, scale, offset], target);
    return target;
  });
  const total = new Variable(0);
  new Sum(targets, total);
  return { scale, sources, total };
}

const planner = new Planner();
function change(variable, value) {
  const plan = planner.plan(variable);
  variable.value = value;
  for (const constraint of plan) constraint.execute();
}

module.exports = (rounds) => {
  let seen = 0;
  for (let round = 0; round < 14 * rounds; round++) {
    const { first, last } = chain(1_200);
    for (let value = 0; value < 6; value++) {
      change(first, value);
      seen += last.value;
    }
    const { scale, sources, total } = projection(250);
    for (let value = 1; value < 20; value++) {
      change(sources[value], value * round);
      change(scale, value);
      seen += total.value;
    }
  }
  return seen;
};
