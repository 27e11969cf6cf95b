// Runs in a worker beside the page: starts Python and answers the page by it. Nothing is fetched from anywhere: what
// Python asks for by a name is what the page has handed over.

let python, session, folder, characters, rest;

async function start({ wasm, stdlib, library, snapshot, ...others }) {
  characters = others.characters;
  const files = { "pyodide.asm.wasm": [wasm, "application/wasm"], "python_stdlib.zip": [stdlib, "application/zip"] };
  self.fetch = async url => {
    const [data, type] = files[String(url).split("/").pop()] ?? [];
    if (!data) throw new TypeError("nothing is fetched: " + url);
    return new Response(data, { headers: { "Content-Type": type } });
  };
  const options = {
    createPyodideModule: _createPyodideModule,
    indexURL: "https://govdisclosure.invalid/",
    packageBaseUrl: "https://govdisclosure.invalid/",
    lockFileContents: {{lock}},
    stdout: () => {},
    stderr: () => {},
  };
  if (snapshot) {
    const instantiate = WebAssembly.instantiateStreaming;
    try {
      WebAssembly.instantiateStreaming = async (...given) => {
        const found = await instantiate.apply(WebAssembly, given), { memory } = found.instance.exports;
        const pages = Math.ceil((snapshot.byteLength - memory.buffer.byteLength) / 65536);
        if (pages > 0) memory.grow(pages); // a snapshot is put into memory that is as large as it
        return found;
      };
      python = await loadPyodide({ ...options, _loadSnapshot: snapshot });
      session = python.globals.get("session");
      folder = python.runPython("import importlib, sysconfig; sysconfig.get_path('purelib')");
      rest = () => {
        python.unpackArchive(library, "zip", { extractDir: folder });
        python.runPython("importlib.invalidate_caches()");
      };
      return "snapshot";
    } catch (error) {
      console.warn("starting without the snapshot:", error);
    } finally {
      WebAssembly.instantiateStreaming = instantiate;
    }
  }
  python = await loadPyodide(options);
  folder = python.runPython("import sysconfig; sysconfig.get_path('purelib')");
  python.unpackArchive(library, "zip", { extractDir: folder });
  session = python.runPython("from govdisclosure.web.session import Session; session = Session(); session");
  return "plain";
}

// A PDF needs tables of characters, which are unpacked for the first one.
function unpackFor(data) {
  if (!characters || !new TextDecoder("latin1").decode(data.slice(0, 1024)).includes("%PDF-")) return;
  python.FS.writeFile("/tmp/characters", new Uint8Array(characters));
  python.runPython(`import io, lzma, os, sysconfig, zipfile
with open("/tmp/characters", "rb") as packed:
    zipfile.ZipFile(io.BytesIO(lzma.decompress(packed.read()))).extractall(sysconfig.get_path("purelib"))
os.remove("/tmp/characters")`);
  characters = null;
}

// The call of a page, as JSON and bytes; errors of ours are told in their own words, others by their last line.
function answer(call, given, data) {
  rest?.(); // what is not in the snapshot, once somebody waits for it
  rest = null;
  if (data) unpackFor(data);
  const bytes = data ? python.toPy(new Uint8Array(data)) : python.toPy(new Uint8Array());
  const found = session.answer(call, JSON.stringify(given), bytes);
  const [text, saved] = found.toJs();
  found.destroy();
  bytes.destroy();
  const told = JSON.parse(text);
  return saved.length ? { found: { saved } } : told;
}

self.onmessage = async ({ data: { id, call, given, data } }) => {
  try {
    const told = call === "start" ? { found: { started: await start(data) } } : answer(call, given, data);
    self.postMessage({ id, ...told });
  } catch (error) {
    self.postMessage({ id, error: String(error.message ?? error).trim().split("\n").pop() });
  }
};
