const f = () => /a/g;
console.log(f() !== f(), f().test("a"), f().lastIndex);
const d = 4
/2/1;
console.log(d, 8 /await_/ 2);
var await_;
