class Loud extends Promise {
  then(...given) {
    console.log("then", given.length);
    return super.then(...given);
  }
}
module.exports = (async () => {
  console.log(await new Loud((done) => done(1)));
})();
