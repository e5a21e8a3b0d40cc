const list = { get length() { console.log("asked"); return 0; } };
const same = list;
console.log(same === list);
