const h = (tag, props, ...children) => (typeof tag === "function" ? tag.name + ":" + tag(props ?? {}) : `${tag}${children}`);
const Fragment = () => "fragment";
const Button = () => <button>ok</button>;
const memo = (component) => component;
const Anonymous = memo(function () {
  return <i />;
});
console.log(<Button />, JSON.stringify(Anonymous.name), <>
  {...[<b>1</b>]}
</>);
