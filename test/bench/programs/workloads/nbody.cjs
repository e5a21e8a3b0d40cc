// Planets that attract each other: floating-point numbers in fields of objects, two nested loops without a call in them.
const bodies = Array.from({ length: 5 }, (_, n) => ({
  x: Math.cos(n * 1.3) * (1 + 5 * n), y: Math.sin(n * 1.3) * (1 + 5 * n), z: 0.1 * n,
  vx: -0.3 * Math.sin(n * 1.3), vy: 0.3 * Math.cos(n * 1.3), vz: 0.01 * n,
  mass: n === 0 ? 39.5 : 0.04 / n,
}));

function advance(dt) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const squared = dx * dx + dy * dy + dz * dz;
      const force = dt / (squared * Math.sqrt(squared));
      a.vx -= dx * b.mass * force;
      a.vy -= dy * b.mass * force;
      a.vz -= dz * b.mass * force;
      b.vx += dx * a.mass * force;
      b.vy += dy * a.mass * force;
      b.vz += dz * a.mass * force;
    }
  }
  for (const body of bodies) {
    body.x += dt * body.vx;
    body.y += dt * body.vy;
    body.z += dt * body.vz;
  }
}

function energy() {
  let sum = 0;
  for (const [i, a] of bodies.entries()) {
    sum += 0.5 * a.mass * (a.vx ** 2 + a.vy ** 2 + a.vz ** 2);
    for (const b of bodies.slice(i + 1)) sum -= (a.mass * b.mass) / Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
  }
  return sum;
}

module.exports = (rounds) => {
  for (let step = 0; step < rounds * 230_000; step++) advance(0.001);
  return energy().toFixed(9);
};
