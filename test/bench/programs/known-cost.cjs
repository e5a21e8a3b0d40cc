// Four lines that take turns. Each begins by telling the twin's clock (not profiled) that its phase has come, and ends by telling
// that it is over; the shares of the lines by that clock, read within the same run, are the truth that the profile is compared with.
const { enter, leave, over, spin, unit } = require("./known-cost-twin.cjs");

function turn(size) {
  // What comes between two turns is a phase of its own: V8 hands a function to its compiler where it returns.
  leave();
  enter(0); spin(size); leave();
  enter(1); spin(2 * size); leave();
  enter(2); spin(3 * size); leave();
  enter(3); spin(4 * size); leave();
  enter(4);
}

while (!over()) turn(unit);
