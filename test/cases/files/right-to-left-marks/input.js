const שלום = "‮abc‬"; // ‮ a comment that runs backwards ‬
const add = (א, ב) => א + ב;
console.log(שלום.length, add(1, 2));
