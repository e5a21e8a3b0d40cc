console.log(null, true, 1, "a", 'b', 1n, /r/u, undefined, NaN, this === module.exports, [], {}, function () {}, class {}, () => {});
console.log(`a${1}b`, [1, [2, [3]]], { a: { b: { c: 1 } } });
