// The peer's server: express-pouchdb over PouchDB's own store, on loopback, without TLS.
// node server.js FOLDER PORT
const fs = require("fs");
const path = require("path");

const folder = path.resolve(process.argv[2]);
const port = Number(process.argv[3]);
fs.mkdirSync(folder, { recursive: true });
process.chdir(folder);

const PouchDB = require("pouchdb").defaults({ prefix: folder + path.sep });
const app = require("express")();
const options = {
  mode: "minimumForPouchDB",
  logPath: path.join(folder, "log.txt"),
  inMemoryConfig: true,
};
app.use("/", require("express-pouchdb")(PouchDB, options));
app.listen(port, "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${port}`));
