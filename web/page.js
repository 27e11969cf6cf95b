"use strict";
/* The page: takes documents, has them read by Python in a worker, shows them. Nothing is sent, and nothing is kept. */

// ------------------------------------------------------------------------------------------------ what is in the file

const element = id => document.getElementById(id);

async function unpacked(id) {
  const text = element(id)?.textContent;
  if (!text) return undefined;
  const bytes = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(text)
    : new Uint8Array(await (await fetch("data:application/octet-stream;base64," + text)).arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.buffer;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// ------------------------------------------------------------------------------------------------ Python in a worker

const PATIENCE = 20000; // milliseconds that one document may take
let worker, waiting = new Map(), count = 0;

async function start() {
  const names = ["worker", "wasm", "stdlib", "library", "characters", "snapshot"];
  const [source, ...data] = await Promise.all(names.map(unpacked));
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  worker = new Worker(url);
  worker.onmessage = ({ data: { id, ...told } }) => {
    waiting.get(id)?.(told);
    waiting.delete(id);
  };
  worker.onerror = error => fail(new Error(error.message || "the worker does not start"));
  const parts = Object.fromEntries(names.slice(1).map((name, index) => [name, data[index]]));
  return ask("start", {}, parts, Object.values(parts).filter(Boolean));
}

function fail(error) {
  console.error(error);
  for (const told of waiting.values()) told({ error: error.message });
  waiting.clear();
}

function ask(call, given, data, moved = []) {
  const id = ++count;
  return new Promise((resolve, reject) => {
    waiting.set(id, told => (told.error ? reject(new Error(told.error)) : resolve(told.found)));
    worker.postMessage({ id, call, given, data }, moved);
  });
}
