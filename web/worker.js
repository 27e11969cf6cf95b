// Runs in a worker beside the page: starts Python and answers the page by it. Nothing is fetched from anywhere: what
// Python asks for by a name is a part that the page has handed over, as text in base64.

const fetched = self.fetch, handed = {};
const PARTS = Object.fromEntries(["loader", "wasm", "snapshot", "python", "characters"].map(name =>
  [name, new Promise(hand => { handed[name] = hand; })]));

let python, session, rest, answered, characters = true;

/* A part as a stream of its bytes. */
async function stream(name) {
  const text = await PARTS[name];
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text)
    : await (await fetched("data:application/octet-stream;base64," + text)).arrayBuffer();
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
}

const bytes = async name => new Uint8Array(await new Response(await stream(name)).arrayBuffer());

async function start() {
  const compiled = stream("wasm").then(data =>
    WebAssembly.compileStreaming(new Response(data, { headers: { "Content-Type": "application/wasm" } })));
  importScripts(URL.createObjectURL(new Blob([await bytes("loader")], { type: "text/javascript" })));
  if (await PARTS.snapshot) {
    try {
      const memory = await bytes("snapshot");
      await load(compiled, new Uint8Array(), memory);
      rest = bytes("python"); // what is not in the snapshot is imported from there
      session = python.globals.get("session");
      return "snapshot";
    } catch (error) {
      console.warn("starting without the snapshot:", error);
    }
  }
  await load(compiled, await bytes("python"));
  session = python.runPython(`import gc
from govdisclosure.web.session import Session
gc.freeze()
Session()`);
  return "plain";
}

async function load(compiled, library, snapshot) {
  self.fetch = async url => {
    if (String(url).endsWith(".zip")) return new Response(library);
    if (String(url).endsWith(".wasm")) return new Response(); // it is compiled already
    throw new TypeError("nothing is fetched: " + url);
  };
  WebAssembly.instantiateStreaming = async (response, imports) => {
    const module = await compiled, instance = await WebAssembly.instantiate(module, imports);
    const { memory } = instance.exports, pages = ((snapshot?.length ?? 0) - memory.buffer.byteLength) / 65536;
    if (pages > 0) memory.grow(Math.ceil(pages)); // a snapshot is put into memory that is as large as it
    return { module, instance };
  };
  const base = "https://govdisclosure.invalid/";
  python = await loadPyodide({
    createPyodideModule: _createPyodideModule,
    indexURL: base,
    packageBaseUrl: base,
    lockFileContents: LOCK,
    stdout: () => {},
    stderr: () => {},
    ...(snapshot && { _loadSnapshot: snapshot }),
  });
}

const QUIET = 500; // milliseconds since the last answer, after which nobody is taken to wait for one

/* What a browser does once only, compiling most of all, is done while nobody asks, in short steps, and several times: it
   compiles well what it has seen run often. */
async function rehearse(steps) {
  const left = answered + QUIET - performance.now();
  if (left > 0) return setTimeout(rehearse, left, steps);
  await whole();
  steps ??= python.pyimport("govdisclosure.web.rehearsal").rehearse();
  if (!steps.next().done) setTimeout(rehearse, 0, steps);
}

// The archive that Python imports from; it was not needed to start from a snapshot.
async function whole() {
  if (!rest) return;
  python.FS.writeFile(python.runPython("next(path for path in __import__('sys').path if path.endswith('.zip'))"), await rest);
  rest = null;
}

// A PDF needs tables of characters, which are unpacked for the first one.
async function unpackFor(data) {
  if (!characters || !new TextDecoder("latin1").decode(data.slice(0, 1024)).includes("%PDF-")) return;
  characters = false;
  python.FS.writeFile("/tmp/characters", await bytes("characters"));
  python.runPython(`import io, lzma, os, zipfile
with lzma.open("/tmp/characters") as packed:
    zipfile.ZipFile(io.BytesIO(packed.read())).extractall("/tmp")
os.remove("/tmp/characters")
os.environ["CMAP_PATH"] = "/tmp/pdfminer/cmap"`);
}

// The call of a page, as JSON and bytes; errors of ours are told in their own words, others by their last line.
async function answer(call, given, data) {
  await whole();
  if (data) await unpackFor(data);
  const bytes = data ? python.toPy(new Uint8Array(data)) : python.toPy(new Uint8Array());
  const found = session.answer(call, JSON.stringify(given), bytes);
  const [told, saved] = found.toJs();
  found.destroy();
  bytes.destroy();
  return { told, saved };
}

self.onmessage = async ({ data: { id, part, text, call, given, data } }) => {
  if (part) return handed[part](text);
  try {
    const found = call === "start" ? { told: JSON.stringify({ found: await start() }) } : await answer(call, given, data);
    self.postMessage({ id, ...found });
    answered = performance.now();
    if (call === "start") rehearse();
  } catch (error) {
    self.postMessage({ id, failed: String(error.message ?? error).trim().split("\n").pop() });
  }
};
