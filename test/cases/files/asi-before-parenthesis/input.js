const say = (x) => (console.log(x), say);
let a = 1
let b = a
say(b)
++a
say(a)
;[3].forEach(say)
