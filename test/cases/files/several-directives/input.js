function f() {
  'one'
  'use strict'
  return this === undefined
}
console.log(f())
function g() { 'use strict'; 'two' }
console.log(g())
