// Four lines that take turns. Each ends by telling the twin's clock (not profiled) that its phase is over; the shares of the
// lines by that clock, read within the same run, are the truth that the profile is compared with.
const { begin, border, over, spin, unit } = require("./known-cost-twin.cjs");

function turn(size) {
  begin();
  spin(size); border(0);
  spin(2 * size); border(1);
  spin(3 * size); border(2);
  spin(4 * size); border(3);
}

while (!over()) turn(unit);
