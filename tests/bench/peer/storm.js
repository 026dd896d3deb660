// Many devices at once, each with a database of its own at the server, as PouchDB's users do it. The devices' stores
// are in memory, so that the peer's client side costs as little as it can. One line of JSON.
// node storm.js PORT DEVICES HELD CHANGED
const PouchDB = require("pouchdb");
PouchDB.plugin(require("pouchdb-adapter-memory"));

const [port, devices, held, changed] = process.argv.slice(2).map(Number);
const seconds = () => Number(process.hrtime.bigint()) / 1e9;
const rounded = (time) => Math.round(time * 1e4) / 1e4;
const note = "member reports stable housing; ".repeat(15);
const remote = (at) => new PouchDB(`http://127.0.0.1:${port}/storm_${at}`);

async function measure() {
  const stores = [];
  for (let at = 0; at < devices; at++) {
    const store = new PouchDB(`device_${at}`, { adapter: "memory" });
    const records = Array.from({ length: held }, (_, number) => ({
      _id: `d${at}:${number}`,
      device: at,
      note,
    }));
    await store.bulkDocs(records);
    await PouchDB.sync(store, remote(at));
    stores.push(store);
  }
  for (const store of stores) {
    const rows = (await store.allDocs({ include_docs: true, limit: changed })).rows;
    await store.bulkDocs(rows.map((row) => ({ ...row.doc, status: "final" })));
  }
  const began = seconds();
  await Promise.all(stores.map((store, at) => PouchDB.sync(store, remote(at))));
  console.log(JSON.stringify({ wall_s: rounded(seconds() - began) }));
}

measure().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
