function g() { // empty
}
console.log(g());
if (1) console.log(2) // yes
else console.log(3) /* no */
const h = () => /* c */ ( /* d */ 1 /* e */ ) /* f */;
console.log(h()) // last
