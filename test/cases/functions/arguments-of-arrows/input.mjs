const f = () => {
  return 1;
};
const g = () => typeof arguments;
console.log(f(), g());
