const a = " ";
console.log(a.length);
