// A bundler takes in the files that it finds by name, and knows some values.
const { answer } = await import(
  "./part.mjs"
);
const ready = () => true;
if (
  ready()
  && process.env.NODE_ENV === "production"
) {
  console.log(answer("in production"));
}
console.log(
  answer("mode"),
  import.meta.env.MODE,
);
