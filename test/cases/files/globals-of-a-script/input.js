var own = 1;
function declared() {}
Object.keys(globalThis).filter((key) => key !== "console").sort().join();
