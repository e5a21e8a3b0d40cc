"use strict";
const o = { m() { return this === o; } };
console.log((0, o.m)(), (o.m)(), o.m());
