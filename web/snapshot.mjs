// Makes a snapshot of the memory of Python after it has started and read reports: node snapshot.mjs PYTHON SNAPSHOT
import nodeCrypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

// What would make two snapshots differ.
Date.now = () => 0;
performance.now = () => 0;
crypto.getRandomValues = nodeCrypto.randomFillSync = array => array.fill(7);
Math.random = () => 0.5;

const [stdLibURL, snapshot] = process.argv.slice(-2);
const env = { PYTHONHASHSEED: "0", HOME: "/home/pyodide" };
const python = await loadPyodide({ _makeSnapshot: true, stdLibURL, env });
python.runPython(`import gc, linecache
from govdisclosure.web.rehearsal import rehearse
from govdisclosure.web.session import Session
list(rehearse())
session = Session()
linecache.clearcache()
gc.collect()
gc.freeze()`);
writeFileSync(snapshot, python.makeMemorySnapshot());
