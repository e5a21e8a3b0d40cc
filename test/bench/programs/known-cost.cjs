// Four lines that take turns. Each begins by telling the twin's clock (not profiled) that its phase has come; the shares of the
// lines by that clock, read within the same run, are the truth that the profile is compared with.
const { enter, over, spin, unit } = require("./known-cost-twin.cjs");

function turn(size) {
  // What comes between two turns is a phase of its own: V8 hands a function to its compiler where it returns.
  enter(0); spin(size);
  enter(1); spin(2 * size);
  enter(2); spin(3 * size);
  enter(3); spin(4 * size);
  enter(4);
}

while (!over()) turn(unit);
