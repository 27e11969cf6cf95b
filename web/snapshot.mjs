// Makes a snapshot of the memory of Python after it has started and read a page: node snapshot.mjs LIBRARY SNAPSHOT
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

// What would make two snapshots differ.
Date.now = () => 0;
performance.now = () => 0;
crypto.getRandomValues = array => array.fill(7);
Math.random = () => 0.5;

const [library, snapshot] = process.argv.slice(-2);
const python = await loadPyodide({ _makeSnapshot: true, env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" } });
const folder = python.runPython("import sysconfig; sysconfig.get_path('purelib')");
python.unpackArchive(new Uint8Array(readFileSync(library)), "zip", { extractDir: folder });
python.runPython(`import importlib
importlib.invalidate_caches()
from govdisclosure.web.session import Session
import govdisclosure.readers.web.html
session = Session()`);
writeFileSync(snapshot, python.makeMemorySnapshot());
