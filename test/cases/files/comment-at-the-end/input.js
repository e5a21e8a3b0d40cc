function f() { return 1 // one
}
console.log(f()); // the last comment