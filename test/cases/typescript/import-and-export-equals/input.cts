import other = require("./other.cts");
import alias = other.deep.value;
const local: number = other.two + 1;
export = { local, alias };
