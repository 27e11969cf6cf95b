// Makes a snapshot of the memory of Python after it has started and read a report: node snapshot.mjs LIBRARY SNAPSHOT
import nodeCrypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

// What would make two snapshots differ.
Date.now = () => 0;
performance.now = () => 0;
crypto.getRandomValues = nodeCrypto.randomFillSync = array => array.fill(7);
Math.random = () => 0.5;

const [library, snapshot] = process.argv.slice(-2);
const python = await loadPyodide({ _makeSnapshot: true, env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" } });
const folder = python.runPython("import sysconfig; sysconfig.get_path('purelib')");
python.FS.mount(python.FS.filesystems.NODEFS, { root: library }, folder); // in memory it would be part of the snapshot
python.runPython(`import gc, importlib, sys
sys.dont_write_bytecode = True
importlib.invalidate_caches()
from govdisclosure.web.session import Session
import govdisclosure.readers.web.html
from govdisclosure.model.access import replace
from govdisclosure.model.report import zeros
from govdisclosure.writers.documents import document
session = Session()
report = replace(zeros(2024, organ="A"), {"requests.received.total": 1})
(number,) = session.open("a.md", document(report, "md"))["opened"]
session.show(number)
session.overview()
session = Session()
del report, number
gc.collect()`);
python.FS.unmount(folder);
writeFileSync(snapshot, python.makeMemorySnapshot());
