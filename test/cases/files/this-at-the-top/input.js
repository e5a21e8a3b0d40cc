console.log(this === exports);
exports.set = 1;
console.log(this.set);
