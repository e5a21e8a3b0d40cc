const thenable = {
  get then() {
    console.log("read");
    return (resolve) => resolve("value");
  },
};
module.exports = (async () => {
  console.log(await thenable);
})();
