// Records up from one PouchDB and down to another; then a few changed, then nothing to do. One line of JSON.
// node records.js FOLDER PORT COUNT CHANGED
const path = require("path");
const PouchDB = require("pouchdb");

const [, , folder, port, countText, changedText] = process.argv;
const count = Number(countText);
const changed = Number(changedText);
const remoteUrl = `http://127.0.0.1:${port}/records`;
const RECORD_BYTES = 505;
const IDLE_TIMES = 9;
// PouchDB's own size of a batch.
const options = { batch_size: 100, batches_limit: 10 };

const seconds = () => Number(process.hrtime.bigint()) / 1e9;
const rounded = (time) => Math.round(time * 1e4) / 1e4;

async function timed(work) {
  const began = seconds();
  const result = await work();
  return [rounded(seconds() - began), result];
}

function record(number) {
  const visit = {
    _id: `visit:${String(number).padStart(8, "0")}`,
    type: "visit",
    member: `M${number % 400}`,
    author: `cm${number % 10}`,
    started: 1760000000000 + number * 1000,
    place: ["home", "shelter", "clinic", "phone"][number % 4],
    status: "draft",
    goals: ["housing", "food", "bp"],
    bp: { sys: 110 + (number % 40), dia: 70 + (number % 20) },
    note: "",
  };
  const missing = RECORD_BYTES - JSON.stringify(visit).length;
  visit.note = "member reports stable housing; ".repeat(20).slice(0, missing);
  return visit;
}

function expect(what, found, wanted) {
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}`);
}

async function measure() {
  const here = new PouchDB(path.join(folder, "here"));
  const there = new PouchDB(path.join(folder, "there"));
  const remote = new PouchDB(remoteUrl);
  for (let from = 0; from < count; from += 500) {
    const many = Math.min(500, count - from);
    await here.bulkDocs(Array.from({ length: many }, (_, at) => record(from + at)));
  }
  const [push, pushed] = await timed(() => PouchDB.replicate(here, remote, options));
  expect("records pushed", pushed.docs_written, count);
  const [pull, pulled] = await timed(() => PouchDB.replicate(remote, there, options));
  expect("records pulled", pulled.docs_written, count);
  const numbers = Array.from({ length: changed }, (_, at) => Math.floor((at * count) / changed));
  const keys = numbers.map((number) => record(number)._id);
  const found = await here.allDocs({ keys, include_docs: true });
  await here.bulkDocs(found.rows.map((row) => ({ ...row.doc, status: "final" })));
  const [again, sent] = await timed(() => PouchDB.replicate(here, remote, options));
  expect("changes pushed", sent.docs_written, changed);
  const [back, received] = await timed(() => PouchDB.replicate(remote, there, options));
  expect("changes pulled", received.docs_written, changed);
  // The first exchange both ways offers every record once; only after that is there nothing to do.
  await PouchDB.sync(there, remote, options);
  const idle = [];
  for (let time = 0; time < IDLE_TIMES; time++) {
    idle.push((await timed(() => PouchDB.sync(there, remote, options)))[0]);
  }
  idle.sort((one, other) => one - other);
  console.log(
    JSON.stringify({
      record_bytes: JSON.stringify(record(count - 1)).length,
      push_s: push,
      pull_s: pull,
      changed_push_s: again,
      changed_pull_s: back,
      noop_s: idle[Math.floor(IDLE_TIMES / 2)],
    }),
  );
}

measure().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
