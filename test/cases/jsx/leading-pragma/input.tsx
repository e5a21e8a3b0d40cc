/** @jsx make */
const make = (tag: string, props: unknown, ...children: unknown[]): string => `<${tag}>${children.join("")}</${tag}>`;
console.log(<p>one {<b>two</b>}</p>);
