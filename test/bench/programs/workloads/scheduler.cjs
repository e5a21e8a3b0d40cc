// An operating system in small: tasks of four kinds pass packets through queues under a scheduler. Short methods, many calls.
class Packet {
  constructor(kind, size) {
    this.kind = kind;
    this.size = size;
    this.next = null;
  }
}

class Queue {
  constructor() {
    this.first = null;
    this.last = null;
    this.length = 0;
  }

  add(packet) {
    packet.next = null;
    if (this.last === null) this.first = packet;
    else this.last.next = packet;
    this.last = packet;
    this.length += 1;
  }

  take() {
    const packet = this.first;
    this.first = packet.next;
    if (this.first === null) this.last = null;
    this.length -= 1;
    return packet;
  }

  isEmpty() {
    return this.first === null;
  }
}

class Task {
  constructor(system, priority) {
    this.system = system;
    this.priority = priority;
    this.inbox = new Queue();
    this.held = false;
    this.runs = 0;
  }

  isReady() {
    return !this.held && !this.inbox.isEmpty();
  }

  step() {
    this.runs += 1;
    this.handle(this.inbox.take());
  }
}

class Worker extends Task {
  handle(packet) {
    let sum = 0;
    for (let part = 0; part < 4; part++) sum = (sum * 31 + packet.size + part) & 0xffff;
    packet.size = sum;
    this.system.send(packet.kind === 0 ? this.system.disk : this.system.network, packet);
  }
}

class Device extends Task {
  constructor(system, priority) {
    super(system, priority);
    this.busy = 0;
  }

  handle(packet) {
    this.busy = (this.busy + packet.size) % 3;
    if (this.busy === 0) this.system.hold(this);
    packet.kind = 1 - packet.kind;
    this.system.send(this.system.worker, packet);
  }
}

class Idler extends Task {
  constructor(system, priority) {
    super(system, priority);
    this.seed = 1;
  }

  handle(packet) {
    this.seed = (this.seed * 1103 + 12_345) & 0x7fff;
    if ((this.seed & 1) === 0) this.system.release(this.system.disk);
    else this.system.release(this.system.network);
    this.system.send(this, packet);
  }
}

class System {
  constructor() {
    this.worker = new Worker(this, 3);
    this.disk = new Device(this, 2);
    this.network = new Device(this, 1);
    this.idler = new Idler(this, 0);
    this.tasks = [this.worker, this.disk, this.network, this.idler];
    this.sent = 0;
  }

  send(task, packet) {
    this.sent += 1;
    task.inbox.add(packet);
  }

  hold(task) {
    task.held = true;
  }

  release(task) {
    task.held = false;
  }

  next() {
    let best = null;
    for (const task of this.tasks) if (task.isReady() && (best === null || task.priority > best.priority)) best = task;
    return best;
  }

  run(steps) {
    for (let step = 0; step < steps; step++) this.next().step();
  }
}

module.exports = (rounds) => {
  const system = new System();
  for (let n = 0; n < 6; n++) system.send(system.worker, new Packet(n & 1, n));
  system.send(system.idler, new Packet(0, 0));
  system.run(rounds * 1_000_000);
  return [system.sent, ...system.tasks.map(({ runs }) => runs)];
};
