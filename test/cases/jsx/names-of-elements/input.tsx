const h = (tag: unknown, props: unknown, ...children: unknown[]): unknown =>
  typeof tag === "function" ? (tag as (props: unknown) => unknown)(props) : JSON.stringify([tag, props, ...children]);
const icons = {
  deep: {
    Star: (props: { size: number } | null) => {
      return `star ${props?.size}`;
    },
  },
};
class Parts {
  Own = () => "own";
  show() {
    return <this.Own />;
  }
}
console.log(
  <icons.deep.Star size={1 + 1} />,
  <svg:use xlink:href="#a">{
    String(<icons.deep.Star />)
  }</svg:use>,
  <my-element data-of="x" />,
  new Parts().show(),
);
