var await = 1;
var octal = 010;
console.log(await, octal, this === module.exports, arguments.length >= 3, typeof require);
if (octal) return;
console.log("never");
