// Finds the loops of flow graphs: depth-first numbering, union-find, sets of back edges. Objects, arrays and maps of moderate size.
class Block {
  constructor(name) {
    this.name = name;
    this.from = [];
    this.to = [];
  }
}

class Graph {
  constructor() {
    this.blocks = [];
  }

  block(name) {
    while (this.blocks.length <= name) this.blocks.push(new Block(this.blocks.length));
    return this.blocks[name];
  }

  edge(from, to) {
    this.block(from).to.push(this.block(to));
    this.block(to).from.push(this.block(from));
  }
}

class Region {
  constructor(block, number) {
    this.block = block;
    this.number = number;
    this.parent = this;
    this.header = null;
  }

  find() {
    let root = this;
    while (root.parent !== root) root = root.parent;
    for (let at = this; at !== root;) {
      const { parent } = at;
      at.parent = root;
      at = parent;
    }
    return root;
  }
}

function number(graph) {
  const order = [];
  const last = new Map();
  const numbers = new Map();
  const stack = [[graph.blocks[0], 0]];
  numbers.set(graph.blocks[0], 0);
  order.push(graph.blocks[0]);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const [block, next] = top;
    if (next === block.to.length) {
      last.set(block, order.length - 1);
      stack.pop();
      continue;
    }
    top[1] += 1;
    const target = block.to[next];
    if (numbers.has(target)) continue;
    numbers.set(target, order.length);
    order.push(target);
    stack.push([target, 0]);
  }
  return { order, numbers, last };
}

function findLoops(graph) {
  const { order, numbers, last } = number(graph);
  const regions = order.map((block, n) => new Region(block, n));
  const isAncestor = (above, below) => above <= below && below <= last.get(order[above]);
  const loops = [];
  for (let header = order.length - 1; header >= 0; header--) {
    const body = new Set();
    for (const from of order[header].from) {
      const tail = numbers.get(from);
      if (tail !== undefined && isAncestor(header, tail) && tail !== header) body.add(regions[tail].find());
    }
    const work = [...body];
    while (work.length > 0) {
      const region = work.pop();
      for (const from of region.block.from) {
        const at = numbers.get(from);
        if (at === undefined) continue;
        const found = regions[at].find();
        if (found.number !== header && isAncestor(header, found.number) && !body.has(found)) {
          body.add(found);
          work.push(found);
        }
      }
    }
    for (const region of body) {
      region.parent = regions[header];
      region.header = regions[header];
    }
    if (body.size > 0) loops.push({ header, size: body.size });
  }
  return loops;
}

/** A ladder of nested loops, with diamonds in them. */
function ladder(width, depth) {
  const graph = new Graph();
  let next = 1;
  let from = 0;
  for (let rung = 0; rung < width; rung++) {
    const heads = [];
    for (let level = 0; level < depth; level++) {
      const head = next++;
      graph.edge(from, head);
      heads.push(head);
      const [left, right, join] = [next++, next++, next++];
      graph.edge(head, left);
      graph.edge(head, right);
      graph.edge(left, join);
      graph.edge(right, join);
      from = join;
    }
    for (const head of heads.reverse()) {
      const tail = next++;
      graph.edge(from, tail);
      graph.edge(tail, head);
      from = tail;
    }
  }
  return graph;
}

module.exports = (rounds) => {
  let found = 0;
  for (let round = 0; round < rounds; round++) found += findLoops(ladder(300 + round, 6)).reduce((sum, { size }) => sum + size, 0);
  return found;
};
