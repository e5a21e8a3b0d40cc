async function* g() {
  for (let n = 0; n < 3; n++) {
    yield n;
  }
}
module.exports = (async () => {
  const i = g();
  console.log(await Promise.all([i.next(), i.next(), i.return("r"), i.next()]));
})();
