console.log((-2) ** 2, (null ?? 1) || 2, 2 ** 3 ** 2);
const f = async x => x, g = x => ({ a: x });
console.log(g(1), typeof f);
