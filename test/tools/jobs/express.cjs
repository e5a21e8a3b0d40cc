// A server with parameters, bodies, errors and a nested router answers ROUNDS requests (1000 unless told) from this process, eight
// at a time; prints one answer of each kind and a digest of all.
const { createHash } = require("node:crypto");
const http = require("node:http");
const express = require("express");

const app = express();
const stock = new Map(Array.from({ length: 20 }, (_, i) => [String(i), { id: i, name: `Thing ${i}`, price: i * 100 }]));
// In production what goes wrong is told on stderr, with its stack.
app.set("env", "production").set("etag", "strong");
app.use(express.json(), express.urlencoded({ extended: true }));
app.use((request, response, next) => {
  response.locals.asked = request.get("x-number");
  next();
});
const things = express.Router();
things.param("id", (request, _response, next) => {
  const { id } = request.params;
  request.thing = stock.get(id);
  next(request.thing === undefined ? Object.assign(new Error(`no thing ${id}`), { status: 404 }) : undefined);
});
things.get("/:id", (request, response) => response.json(request.thing));
things.put("/:id", async (request, response) => {
  const changed = await Promise.resolve({ ...request.thing, ...request.body });
  response.status(202).send(`<p>${changed.name} costs ${changed.price}</p>`);
});
app.use("/things", things);
app.get("/search{/:page}", (request, response) => {
  response.format({ text: () => response.send(`${request.params.page ?? 1} ${request.query.q}`), json: () => response.json(request.query) });
});
app.get("/old", (_request, response) => response.redirect(301, "/things/1"));
app.get("/cookie", (_request, response) => response.cookie("a", "b c", { httpOnly: true }).vary("Accept").type("html").end("set"));
app.get("/throws", async () => {
  await null;
  throw new RangeError("thrown by a handler");
});
app.get("/fails", () => {
  throw new RangeError("thrown at once");
});

const kinds = [
  (i) => ["GET", `/things/${i % 20}`],
  (i) => ["PUT", `/things/${i % 20}`, JSON.stringify({ price: i })],
  (i) => ["GET", `/search/${i % 5}?q=${encodeURIComponent("a b&c")}`, , { accept: "text/plain" }],
  () => ["GET", "/search?a=1&b=2", , { accept: "application/json" }],
  () => ["GET", "/old"], () => ["GET", "/cookie"], () => ["GET", "/throws"], () => ["GET", "/things/99"], () => ["HEAD", "/things/3"],
  () => ["PUT", "/things/1", "{ broken"], () => ["DELETE", "/nowhere"], () => ["GET", "/fails"],
];
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

function ask(port, i) {
  const [method, path, body, headers] = kinds[i % kinds.length](i);
  const typed = body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: "127.0.0.1", agent, method, path, headers: { ...typed, ...headers, "x-number": i } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece) => (text += piece)).on("end", () => {
        const { date, ...rest } = response.headers;
        resolve(JSON.stringify([response.statusCode, rest, text]));
      });
    });
    request.on("error", reject).end(body);
  });
}

// However long this process stands still, nobody hangs up.
const server = app.listen(0, "127.0.0.1", async () => {
  server.keepAliveTimeout = 0;
  const { port } = server.address();
  const answers = new Array(Number(process.env.ROUNDS ?? 1000)).fill("");
  let next = 0;
  const ended = Array.from({ length: 8 }, async () => {
    while (next < answers.length) {
      const i = next++;
      answers[i] = await ask(port, i);
    }
  });
  await Promise.all(ended);
  agent.destroy();
  server.close();
  const digest = createHash("sha256").update(answers.join("\n")).digest("hex");
  process.stdout.write(`${answers.slice(0, kinds.length).join("\n")}\n${answers.length} ${digest}\n`);
});
