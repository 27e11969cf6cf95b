"use strict";
/* The page: takes documents, has them read by Python in a worker, shows them. Nothing is sent, and nothing is kept. */

// ------------------------------------------------------------------------------------------------ what is in the file

const element = id => document.getElementById(id);

/* The text of an element, once the page has come so far; undefined if it has none. */
const whole = id => new Promise(resolve => {
  const look = () => {
    const found = element(id);
    if (document.readyState === "loading" && !found?.nextElementSibling) return;
    watch.disconnect();
    resolve(found?.textContent);
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true });
  document.addEventListener("DOMContentLoaded", look);
  look();
});

// ------------------------------------------------------------------------------------------------ Python in a worker

let patience = 20000; // milliseconds that one document may take
let worker, waiting = new Map(), count = 0;

/* Hand over what the worker needs, each part as soon as it is there. */
function start() {
  worker = new Worker(URL.createObjectURL(new Blob([element("worker").textContent], { type: "text/javascript" })));
  worker.onmessage = ({ data: { id, ...told } }) => {
    waiting.get(id)?.(told);
    waiting.delete(id);
  };
  worker.onerror = error => fail(new Error(error.message || "the worker does not start"));
  const found = ask("start"), own = worker;
  for (const part of ["loader", "wasm", "snapshot", "python", "characters"]) {
    whole(part).then(text => own.postMessage({ part, text }));
  }
  return found;
}

function fail(error) {
  console.error(error);
  for (const told of waiting.values()) told({ failed: error.message });
  waiting.clear();
}

function ask(call, given, data) {
  const id = ++count;
  return new Promise((resolve, reject) => {
    waiting.set(id, ({ failed, told, saved }) => {
      const { error = failed, found = { saved } } = told ? JSON.parse(told) : {};
      if (error) reject(new Error(error));
      else resolve(found);
    });
    worker.postMessage({ id, call, given, data });
  });
}

// ------------------------------------------------------------------------------------------------ pages in documents

const DEEPEST = 500; // browsers put what stands deeper than 512 elements beside each other

/* The tree of a page as one list in document order, and what selectors match, by the numbers of the elements. */
function flat(text, selectors) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const root = page.documentElement, items = [], numbers = new Map();
  let node = root, depth = 0, deepest = 0;
  while (node) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (typeof items.at(-1) === "string") items[items.length - 1] += node.data;
      else items.push(node.data);
    } else if (node.nodeType !== Node.ELEMENT_NODE) {
      items.push(1);
    } else {
      numbers.set(node, numbers.size);
      const attributes = Object.fromEntries([...node.attributes].map(each => [each.name, each.value]));
      items.push(node.attributes.length ? [node.localName.toLowerCase(), attributes] : [node.localName.toLowerCase()]);
      if (node.firstChild) {
        node = node.firstChild;
        deepest = Math.max(deepest, ++depth);
        continue;
      }
      items.push(0);
    }
    while (node !== root && !node.nextSibling) {
      node = node.parentNode;
      depth--;
      items.push(0);
    }
    node = node === root ? null : node.nextSibling;
  }
  const matched = {};
  for (const selector of selectors) {
    try {
      matched[selector] = [...page.querySelectorAll(selector)].map(each => numbers.get(each)).filter(Number.isInteger);
    } catch {
      matched[selector] = null;
    }
  }
  return [deepest < DEEPEST ? JSON.stringify(items) : null, matched];
}

// ------------------------------------------------------------------------------------------------ words

const TEXTS = {
  zh: {
    title: "政府信息公开工作年度报告核对", other: "English", overview: "全部文件", file: "文件", organ: "机关", year: "年度",
    nothingLeaves: "本页只是一个文件，不联网，不保存：您放进来的内容不会离开这台电脑，关闭本页即消失。",
    drop: "把报告拖到这里，或选择文件，或复制后在本页粘贴（Word、WPS、Excel、网页均可）。一次可以放多份。",
    choose: "选择文件", folder: "选择文件夹", verdict: "结论", findings: "发现的问题", workbook: "下载汇总表（XLSX）",
    value: "应为", apply: "改正", leave: "关闭", accept: value => `采用 ${value}`, before: "与上年对照",
    beforeWhich: "上年的报告：", automatic: "自动（同一机关的上一年）", licences: "所含软件及许可",
    starting: "正在启动，约需几秒；可以先放文件。", ready: "已就绪。", reading: name => `正在读取：${name}`,
    done: "读完了。", noBefore: "没有上年的报告；把它一起放进来，即可核对结转、增减和重复的文字。",
    slow: name => `${name}：读取超过 20 秒，已停止。请把文件另存为 DOCX 或 XLSX 后再试，或只留下年度报告部分。`,
    broken: "无法在这个浏览器里启动。请用 Chrome、Edge 或 Firefox 的新版本打开本文件。", pasted: "粘贴的内容",
    nothing: "没有发现问题。", go: "看这一格", save: { docx: "下载改后的 DOCX", xlsx: "下载 XLSX", json: "下载 JSON",
      slip: "下载核对意见（DOCX）", html: "下载网页" }, cellHolds: value => `现为 ${value || "空"}`, tables: "报告中的表格",
    turned: told => `已改正。结论：${told}`, proposed: "建议改正", failedCall: "出错了：", stopped: "正在重新启动，请再点一次。",
    left: names => `文件夹里没有读的文件（不是报告的格式）：${names.join("、")}`,
  },
  en: {
    title: "Checking annual reports on open government information", other: "中文", overview: "All files", file: "File",
    organ: "Organ", year: "Year",
    nothingLeaves: "This page is one file. It uses no network and keeps nothing: what you open stays on this computer, and is gone when you close the page.",
    drop: "Drop reports here, choose files, or copy from Word, WPS, Excel or a web page and paste. Several at once are fine.",
    choose: "Choose files", folder: "Choose a folder", verdict: "Verdict", findings: "Findings",
    workbook: "Download the workbook (XLSX)", value: "Should be", apply: "Correct", leave: "Close",
    accept: value => `Take ${value}`, before: "Beside the year before", beforeWhich: "Report on the year before:",
    automatic: "automatic (the same organ, one year earlier)", licences: "Software inside, and its licences",
    starting: "Starting, which takes some seconds; you can drop files already.", ready: "Ready.",
    reading: name => `Reading: ${name}`, done: "All files were read.",
    noBefore: "There is no report on the year before; open it as well to check what was carried over, what changed, and which text repeats.",
    slow: name => `${name}: reading took longer than 20 seconds and was stopped. Save the file as DOCX or XLSX and try again, or keep only the report in it.`,
    broken: "This browser cannot start the checker. Open this file in a recent Chrome, Edge or Firefox.",
    pasted: "what was pasted", nothing: "Nothing was found.", go: "See the cell", save: { docx: "Download corrected DOCX",
      xlsx: "Download XLSX", json: "Download JSON", slip: "Download return slip (DOCX)", html: "Download page" },
    cellHolds: value => `holds ${value || "nothing"}`, tables: "Tables of the report", turned: told => `Corrected. Verdict: ${told}`, proposed: "Proposed corrections",
    failedCall: "Something went wrong: ", stopped: "Python is being started again; please click once more.",
    left: names => `Files of the folder that were not read, for no report has their format: ${names.join(", ")}`,
  },
};
let language = "zh";
const say = name => TEXTS[language][name];

function translate() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  document.querySelectorAll("[data-text]").forEach(each => { each.textContent = say(each.dataset.text); });
  element("language").textContent = say("other");
  element("language").lang = language === "zh" ? "en" : "zh-CN";
}

function status(text) {
  element("status").textContent = text;
}

function complain(text) {
  element("errors").append(made("li", { textContent: text }));
}

function made(tag, properties = {}, ...inside) {
  const found = Object.assign(document.createElement(tag), properties);
  found.append(...inside);
  return found;
}

// ------------------------------------------------------------------------------------------------ documents

/* What was opened: name, bytes, numbers of the reports in it, and what was done to them, to be done again after a stop. */
let opened = [], started, shown = null, current = null;

async function readOne(file) {
  const began = performance.now();
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), patience);
  });
  const work = (async () => {
    let found = await ask("open", { name: file.name, format: file.format ?? null }, file.data);
    while (found.ask) found = await ask("tell", { answers: found.ask.map(([text, selectors]) => flat(text, selectors)) });
    return found.opened;
  })();
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    element("status").dataset.milliseconds = Math.round(performance.now() - began);
  }
}

class TooSlow extends Error {}

/* Stop Python, whatever it does, start it anew, and open again what was open. */
async function restart([own, index] = origin(shown)) {
  worker.terminate();
  fail(new Error(say("stopped")));
  status(say("starting"));
  started = start();
  await started;
  await ask("speak", { language });
  for (const file of opened) {
    try {
      file.numbers = await readOne(file);
    } catch (error) {
      complain(trouble(file, error));
      opened = opened.filter(each => each !== file);
      return restart([own, index]);
    }
  }
  for (const file of opened) for (const [index, again] of file.done) await again(file.numbers[index]);
  shown = opened.includes(own) ? own.numbers[index] : null;
  element("report").hidden = shown === null;
}

function trouble(file, error) {
  return error instanceof TooSlow ? say("slow")(file.name) : `${file.name}: ${error.message}`;
}

/* The file that a report came from, and its place in there. */
function origin(number) {
  const file = opened.find(each => each.numbers.includes(number));
  return [file, file?.numbers.indexOf(number)];
}

/* Do something to a report, and keep it to be done again. */
async function act(number, again) {
  const found = await again(number), [file, index] = origin(number);
  file.done.push([index, again]);
  return found;
}

const MOST = 6.5e7; // bytes of a file that are taken up; Python refuses fewer, and says so

let queue = Promise.resolve();

function take(files) {
  queue = queue.then(() => readAll(files)).catch(error => complain(say("failedCall") + error.message));
  return queue;
}

async function readAll(files) {
  element("errors").replaceChildren();
  element("status").dataset.state = "busy";
  await started;
  let last = null;
  for (const file of files) {
    status(say("reading")(file.name));
    try {
      file.data ??= await file.content.slice(0, MOST).arrayBuffer();
      file.numbers = await readOne(file);
      file.done = [];
      opened.push(file);
      last = file.numbers[0];
    } catch (error) {
      complain(trouble(file, error));
      await restart();
    }
  }
  status(say("done"));
  await Promise.all([last !== null && show(last), showOverview()]);
  element("status").dataset.state = "done";
}

/* Take files with their names; what lies in a folder and is no report is named in place of being read. */
async function takeFiles(found) {
  const left = found.filter(({ name }) => name.includes("/") && !READ.test(name));
  await take(found.filter(each => !left.includes(each)));
  if (left.length) complain(say("left")(left.map(each => each.name)));
}

const withName = content => ({ content, name: content.webkitRelativePath || content.name });

async function showOverview() {
  const lines = await ask("overview", {});
  element("overview").hidden = lines.length < 2;
  element("rows").replaceChildren(...lines.map(each => {
    const open = made("button", { type: "button", textContent: each.source });
    open.addEventListener("click", () => show(each.number));
    const row = made("tr", {}, made("td", { className: "label" }, open), made("td", { textContent: each.organ }),
      made("td", { textContent: each.year ?? "" }), made("td", { className: each.verdict, textContent: each.told }),
      made("td", { textContent: each.error || each.findings }));
    row.dataset.number = each.number;
    return row;
  }));
}

// ------------------------------------------------------------------------------------------------ one document

async function show(number) {
  shown = number;
  closeCell();
  await draw(await ask("show", { number }));
}

/* All there is to see; what stands beside it follows while the rest is painted. */
function draw(view) {
  current = view;
  element("report").hidden = false;
  const name = [view.organ, view.year].filter(Boolean).join(" ") || view.source;
  element("report-title").replaceChildren(`${name}: `, made("span", { className: view.verdict, textContent: view.told }));
  element("report").dataset.verdict = view.verdict;
  const read = view.tables !== undefined;
  element("downloads").replaceChildren(...(read ? Object.entries(say("save")) : []).map(([format, told]) => {
    const button = made("button", { type: "button", textContent: told });
    button.dataset.format = format;
    button.addEventListener("click", () => save(format));
    return button;
  }));
  const notes = [view.error, ...(view.notes ?? [])].filter(Boolean).map(each => made("li", { textContent: each }));
  const items = (view.items ?? []).map(finding);
  element("findings").replaceChildren(...(items.length || notes.length ? [...items, ...notes]
    : [made("li", { textContent: say("nothing") })]));
  const whys = [...new Set(Object.values(view.cells ?? {}).map(each => each.why).filter(Boolean))];
  element("whys").replaceChildren(made("h3", { textContent: say("proposed") }),
    made("ol", {}, ...whys.map(each => made("li", { textContent: each }))));
  element("whys").hidden = !whys.length;
  element("said").innerHTML = view.text ?? "";
  element("tables").innerHTML = view.tables ?? "";
  element("tables").querySelectorAll(".wide").forEach(each => {
    each.tabIndex = 0;
    each.setAttribute("role", "region");
    each.setAttribute("aria-label", each.previousElementSibling.textContent);
  });
  element("tables").querySelectorAll("td[data-cell]").forEach(each => {
    each.tabIndex = each.classList.length ? 0 : -1;
  });
  element("before-section").hidden = !read;
  element("before").replaceChildren(new Option(say("automatic"), ""),
    ...(view.choices ?? []).map(([key, told]) => new Option(told, key)));
  element("before").value = view.chosen ?? "";
  element("beside").replaceChildren();
  return showBeside(view);
}

async function showBeside(view) {
  const beside = await ask("beside", { number: view.number });
  if (current !== view) return;
  element("beside").innerHTML = beside;
  if (!beside) element("beside").textContent = say("noBefore");
}

function finding(item) {
  const button = made("button", { type: "button", textContent: `${item.told} ${item.text}` });
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    document.querySelectorAll("#findings [aria-pressed]").forEach(each => each.setAttribute("aria-pressed", "false"));
    button.setAttribute("aria-pressed", "true");
    light(item.cells);
    openCell(item.proposals[0] ?? item.cells.at(-1), { scroll: true });
  });
  const found = made("li", { className: item.severity }, button);
  found.dataset.rule = item.rule;
  return found;
}

const figure = address => element("tables").querySelector(`td[data-cell="${CSS.escape(address)}"]`);

function light(cells) {
  document.querySelectorAll("td.lit").forEach(each => each.classList.remove("lit"));
  cells.forEach(address => figure(address)?.classList.add("lit"));
}

/* The cell with what is proposed for it and why, to be corrected. */
function openCell(address, { scroll = false } = {}) {
  const cell = address && figure(address);
  if (!cell) return;
  const proposed = current.cells[address];
  element("correct").dataset.cell = address;
  element("cell-label").textContent = proposed?.label ?? labelOf(cell);
  element("cell-why").textContent = proposed?.why ?? say("cellHolds")(cell.firstChild?.data.trim());
  element("value").value = proposed?.value || (cell.firstChild?.data ?? "").trim();
  element("accept").hidden = !proposed?.value;
  if (proposed?.value) element("accept").textContent = say("accept")(proposed.value);
  element("cell-error").textContent = element("cell-told").textContent = "";
  element("cell").hidden = false;
  showSums(address);
  if (scroll) cell.scrollIntoView({ block: "center", inline: "center" });
}

/* The sums that a cell takes part in, with both numbers; what is clicked on lights up. */
async function showSums(address) {
  const found = await ask("sums", { number: shown, address });
  if (element("correct").dataset.cell !== address) return;
  element("cell-sums").replaceChildren(...found.map(({ verdict, told, cells }) => {
    const button = made("button", { type: "button", className: verdict, textContent: told });
    button.addEventListener("click", () => light(cells));
    return made("li", {}, button);
  }));
}

function labelOf(cell) {
  const row = [...cell.parentNode.querySelectorAll("th")].map(each => each.textContent);
  return row.join(" / ") || cell.closest("section").querySelector("h3").textContent;
}

function closeCell() {
  element("cell").hidden = true;
  light([]);
}

/* Close, and go on from the cell, for those who use the keyboard. */
function leaveCell() {
  closeCell();
  figure(element("correct").dataset.cell)?.focus();
}

async function correct(text) {
  const address = element("correct").dataset.cell;
  try {
    const view = await act(shown, number => ask("correct", { number, address, text }));
    const beside = draw(view);
    openCell(address);
    element("cell-told").textContent = say("turned")(view.told);
    light([address]);
    figure(address)?.focus();
    await Promise.all([beside, showOverview()]);
  } catch (error) {
    element("cell-error").textContent = error.message;
  }
}

// ------------------------------------------------------------------------------------------------ downloads

async function save(format) {
  const { saved } = await ask("save", { number: shown, format });
  const suffix = format === "slip" ? "docx" : format;
  const name = [current.organ, current.year].filter(Boolean).join("") || current.source.replace(/\.\w+$/, "");
  download(saved, `${name}${format === "slip" ? "-slip" : ""}.${suffix}`);
}

function download(bytes, name) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  made("a", { href: url, download: name.replace(/[\\/:*?"<>|]/g, "_") }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// ------------------------------------------------------------------------------------------------ what a person does

/* What was dropped, folders with all that is in them. From a file, Chromium opens folders by their handles only; others
   have no handles. */
async function dropped(transfer) {
  const items = [...transfer.items].filter(each => each.kind === "file");
  const entries = items.map(each => each.webkitGetAsEntry());
  if (!entries.some(each => each?.isDirectory)) return [...transfer.files].map(withName);
  const handles = items[0].getAsFileSystemHandle && items.map(each => each.getAsFileSystemHandle());
  const found = [];
  if (handles) for (const handle of await Promise.all(handles)) for await (const each of inHandle(handle)) found.push(each);
  else for (const entry of entries) for await (const each of inEntry(entry)) found.push(each);
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function* inHandle(handle, name = handle.name) {
  if (handle.kind === "file") yield { content: await handle.getFile(), name };
  else for await (const each of handle.values()) yield* inHandle(each, `${name}/${each.name}`);
}

async function* inEntry(entry) {
  const promised = (owner, method) => new Promise((resolve, reject) => owner[method](resolve, reject));
  if (entry.isFile) yield { content: await promised(entry, "file"), name: entry.fullPath.slice(1) };
  else {
    const reader = entry.createReader();
    for (let some; (some = await promised(reader, "readEntries")).length;) for (const each of some) yield* inEntry(each);
  }
}

const READ = /\.(?:s?html?|xhtml|mht(?:ml)?|txt|text|md|markdown|csv|tsv|json|doc[xm]?|dotx|rtf|odt|wps|xls[xm]?|et|pdf)$/i;

function listen() {
  const drop = element("drop");
  addEventListener("dragover", event => { event.preventDefault(); drop.classList.add("over"); });
  addEventListener("dragleave", () => drop.classList.remove("over"));
  addEventListener("drop", async event => {
    event.preventDefault();
    drop.classList.remove("over");
    await takeFiles(await dropped(event.dataTransfer));
  });
  addEventListener("paste", event => {
    if (event.target.matches?.("input, textarea")) return;
    const data = event.clipboardData, files = [...data.files];
    const html = data.getData("text/html"), text = data.getData("text/plain");
    event.preventDefault();
    if (html || text) {
      const bytes = new TextEncoder().encode(html ? "<meta charset=utf-8>" + html : text).buffer;
      take([{ name: say("pasted"), format: html ? "html" : "text", data: bytes }]);
    } else if (files.length) takeFiles(files.map(withName));
  });
  element("choose").addEventListener("click", () => element("files").click());
  element("choose-folder").addEventListener("click", () => element("folder").click());
  for (const id of ["files", "folder"]) {
    element(id).addEventListener("change", event => {
      takeFiles([...event.target.files].map(withName));
      event.target.value = "";
    });
  }
  element("language").addEventListener("click", async () => {
    language = language === "zh" ? "en" : "zh";
    translate();
    status(document.documentElement.dataset.started ? "" : say("starting"));
    await started;
    await ask("speak", { language });
    if (opened.length) await showOverview();
    if (shown !== null) await show(shown);
  });
  element("workbook").addEventListener("click", async () => download((await ask("workbook", {})).saved, "govdisclosure.xlsx"));
  element("correct").addEventListener("submit", event => { event.preventDefault(); correct(element("value").value); });
  element("accept").addEventListener("click", () => correct(current.cells[element("correct").dataset.cell].value));
  element("leave").addEventListener("click", leaveCell);
  element("before").addEventListener("change", async event => {
    const [file, index] = origin(Number(event.target.value));
    await draw(await act(shown, number => ask("choose", { number, before: file ? file.numbers[index] : null })));
  });
  const tables = element("tables");
  const opens = target => { const cell = target.closest("td[data-cell]"); if (cell) openCell(cell.dataset.cell); return cell; };
  tables.addEventListener("click", event => { if (opens(event.target)) element("value").focus(); });
  tables.addEventListener("keydown", event => {
    const cells = [...tables.querySelectorAll("td[data-cell]")], at = cells.indexOf(event.target);
    if (at < 0) return;
    if (event.key === "Enter" && opens(event.target)) { event.preventDefault(); element("value").focus(); }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) { event.preventDefault(); cells[at + step]?.focus(); }
  });
  addEventListener("keydown", event => { if (event.key === "Escape" && !element("cell").hidden) leaveCell(); });
  addEventListener("unhandledrejection", event => complain(say("failedCall") + event.reason.message));
}

translate();
listen();
status(say("starting"));
element("licence-texts").textContent = element("licences").textContent;
started = start();
started.then(found => {
  performance.mark("started");
  document.documentElement.dataset.started = found;
  status(say("ready"));
}, error => {
  console.error(error);
  status("");
  complain(`${say("broken")} (${error.message})`);
});
