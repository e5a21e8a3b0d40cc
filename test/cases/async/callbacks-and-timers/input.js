const { EventEmitter, once } = require("node:events");
const emitter = new EventEmitter();
emitter.on("tick", (n) => {
  console.log("heard", n);
});
module.exports = (async () => {
  setImmediate(() => {
    emitter.emit("tick", 1);
  });
  const [n] = await once(emitter, "tick");
  await new Promise((done) => process.nextTick(done));
  console.log("after", n);
})();
