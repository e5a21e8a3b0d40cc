var f = () => {};
let g = function () {};
const h = class {};
for (let i = () => {}; i !== null; i = null) console.log(i.name);
console.log(f.name, g.name, h.name);
