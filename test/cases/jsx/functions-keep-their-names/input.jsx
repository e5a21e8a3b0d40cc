function h(tag, props, ...children) {
  return typeof tag === "function" ? `${tag.name}: ${tag(props)}` : `${tag} ${children}`;
}
function App() {
  function label() {
    return label.name;
  }
  return <p>{label()}</p>;
}
console.log(h.name, App.name, <App />);
