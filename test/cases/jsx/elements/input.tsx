const h = (tag: unknown, props: unknown, ...children: unknown[]): unknown =>
  typeof tag === "function" ? tag(props, children) : JSON.stringify([tag, props, children]);
const F = (props: { a: number }, children: unknown[]) => [props.a, ...children].join();
const xs = [1, 2], props = { a: 3 };
console.log(<div id="x" class={xs.join()} {...props}>
  text {xs.length} {/* comment */}
  {xs.map((x) => (
    <b key={x}>{String(x)}</b>
  ))}
  {xs.length > 1 ? <i /> : null}
  <F a={1}>{...xs}</F>
  <u>{
    String(1)
  }</u>
</div>);
