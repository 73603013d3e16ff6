// `cargo xtask bench widget`: our embed and others, on the same page, by the same server, in the
// same run: bytes, main-thread work, long tasks, time per click, layout shift, memory, on a
// processor slowed down four and six times. It prints figures and checks nothing.
import { readFileSync } from "node:fs";
import { browser as started } from "../journeys/actions.mjs";
import { EMBEDS, FILES, shop } from "./pages.mjs";
import { recorded, WAYS, WORK } from "./script.mjs";
import { serve } from "./serve.mjs";
import { Tab } from "./tab.mjs";

const RUNS = Number(process.env.RECOURSE_RUNS ?? 5);
/** Chrome's "slow 4G": bytes a second, and milliseconds each way. */
const SLOW = {
  offline: false,
  downloadThroughput: (1.44 * 1_000_000) / 8,
  uploadThroughput: (0.675 * 1_000_000) / 8,
  latency: 562.5,
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const sum = (values) => values.reduce((all, one) => all + one, 0);
const cell = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : "–");
const kb = (bytes) => (bytes / 1024).toFixed(1);

/** Measurements inside the page: long tasks, layout shifts, events, and the memory of a wasm. */
const watch = () => {
  window.seen = { long: [], shift: 0, events: [], wasm: 0 };
  new PerformanceObserver((list) =>
    seen.long.push(...list.getEntries().map((entry) => entry.duration)),
  ).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) =>
    seen.events.push(...list.getEntries().map((entry) => entry.duration)),
  ).observe({ type: "event", buffered: true, durationThreshold: 16 });
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...words) => {
      const made = await real.apply(WebAssembly, words);
      // Identified by its content: its name is short.
      const memory = Object.values((made.instance ?? made).exports).find(
        (it) => it instanceof WebAssembly.Memory,
      );
      if (!memory) return made;
      window.wasmMemory = () => memory.buffer.byteLength;
      return made;
    };
  }
};

const seenByPage = () => ({ ...seen, wasm: window.wasmMemory?.() ?? 0 });

async function visit(
  browser,
  server,
  embed,
  { rate = 1, slow = false, walk = false, record = false },
) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  const tab = new Tab(tools);
  await tools.send("Performance.enable");
  await tools.send("Network.enable");
  if (slow) await tools.send("Network.emulateNetworkConditions", SLOW);
  await tools.send("Emulation.setCPUThrottlingRate", { rate });
  await page.addInitScript(watch);
  const asked = [];
  page.on(
    "request",
    (request) =>
      request.url().startsWith(server.url) && asked.push(request.url().slice(server.url.length)),
  );
  const stop = record ? await recorded(browser, server.url) : () => NaN;
  const from = performance.now();
  await page.goto(server.url + embed.path);
  await embed.up(tab);
  const ready = performance.now() - from;
  await page.waitForTimeout(300);
  const script = await stop();
  const metrics = async () =>
    Object.fromEntries(
      (await tools.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]),
    );
  const loaded = await metrics();
  const atLoad = await tab.run(seenByPage);
  const clicks = walk && embed.walk ? await embed.walk(tab) : [];
  await page.waitForTimeout(walk ? 300 : 0);
  const after = await tab.run(seenByPage);
  const heap = (await metrics()).JSHeapUsedSize;
  await context.close();
  return {
    ready,
    script,
    task: loaded.TaskDuration * 1000,
    long: atLoad.long,
    shift: after.shift,
    clicks,
    inp: Math.max(0, ...after.events),
    heap: heap + after.wasm,
    asked: asked.filter((path) => path !== embed.path),
  };
}

async function several(browser, server, embed, how) {
  const all = [];
  for (let run = 0; run < RUNS; run++) all.push(await visit(browser, server, embed, how));
  const of = (pick) => median(all.map(pick));
  return {
    ready: of((one) => one.ready),
    script: of((one) => one.script),
    task: of((one) => one.task),
    longs: of((one) => one.long.length),
    longest: of((one) => Math.max(0, ...one.long)),
    shift: of((one) => one.shift),
    first: of((one) => one.clicks[0] ?? NaN),
    click: of((one) => Math.max(...one.clicks, 0)),
    inp: of((one) => one.inp),
    heap: of((one) => one.heap),
    asked: all[0].asked,
  };
}

const WAY_PATHS = Object.keys(WAYS).map((name, ix) => [name, `/way/${ix}/`]);
const wayPages = Object.fromEntries(
  WAY_PATHS.map(([name, path]) => [path, shop("", `<script>${WAYS[name]}</script>`)]),
);
const server = await serve({ ...FILES, ...wayPages });
const browser = await started();
try {
  const versions = JSON.parse(readFileSync(new URL("./peers.json", import.meta.url))).dependencies;
  console.log(
    `Chromium ${browser.version()}, medians of ${RUNS}, measured by the browser's ` +
      `protocol only; ` +
      `compared with ${Object.entries(versions)
        .map((pair) => pair.join(" "))
        .join(", ")}\n`,
  );
  const nothing = { path: "/nothing/", up: (tab) => tab.until(() => true) };
  const empty = await several(browser, server, nothing, { rate: 4 });
  const emptySix = await several(browser, server, nothing, { rate: 6 });
  const nobody = (await several(browser, server, nothing, { rate: 4, record: true })).script;
  const ways = [];
  for (const [name, path] of WAY_PATHS)
    ways.push(
      `${name} ` +
        `${cell((await several(browser, server, { ...nothing, path }, { record: true })).script)}`,
    );
  console.log(`How script is counted: ${WORK} ms of work ${ways.join(", ")} ms.\n`);
  const rows = [];
  for (const embed of EMBEDS) {
    const one = await several(browser, server, embed, { walk: true });
    const four = await several(browser, server, embed, { rate: 4, walk: true });
    const six = await several(browser, server, embed, { rate: 6, walk: true });
    const slow = await several(browser, server, embed, { rate: 4, slow: true });
    const record = await several(browser, server, embed, { rate: 4, record: true });
    rows.push({
      embed,
      one,
      four,
      six,
      slow,
      script: record.script - nobody,
      bytes: sum([...new Set(four.asked)].map(server.size)),
      requests: new Set(four.asked).size,
    });
    if (embed === EMBEDS[0]) {
      const loader = server.size("/widget/recourse.js");
      console.log(
        `Recourse before it is in view: ${kb(loader)} KB. The first click chooses a topic, ` +
          `or opens the widget; the others answer a question each.\n`,
      );
    }
  }
  const line = (words) =>
    console.log(
      words.map((word, ix) => (ix ? String(word).padStart(11) : String(word).padEnd(20))).join(""),
    );
  line([
    "",
    "brotli KB",
    "requests",
    "script 4x",
    "thread 4x",
    "long 4x",
    "longest",
    "long 6x",
    "longest",
    "slow 4G",
    "CLS",
    "memory MB",
  ]);
  line([
    "the page alone",
    "",
    "",
    "",
    "",
    empty.longs,
    cell(empty.longest),
    emptySix.longs,
    cell(emptySix.longest),
    "",
    "",
    (empty.heap / 1e6).toFixed(1),
  ]);
  for (const { embed, four, six, slow, script, bytes, requests } of rows) {
    line([
      embed.name,
      kb(bytes),
      requests,
      cell(script),
      cell(four.task - empty.task),
      four.longs,
      cell(four.longest),
      six.longs,
      cell(six.longest),
      cell(slow.ready),
      cell(four.shift, 3),
      (four.heap / 1e6).toFixed(1),
    ]);
  }
  console.log("");
  line([
    "",
    "first 1x",
    "first 4x",
    "first 6x",
    "click 1x",
    "click 4x",
    "click 6x",
    "event 1x",
    "event 4x",
    "event 6x",
  ]);
  for (const { embed, ...rates } of rows.filter(({ embed }) => embed.walk)) {
    const each = (pick) => [rates.one, rates.four, rates.six].map((rate) => cell(pick(rate)));
    line([
      embed.name,
      ...each(({ first }) => first),
      ...each(({ click }) => click),
      ...each(({ inp }) => inp),
    ]);
  }
  console.log("");
  for (const { embed } of rows) console.log(`${embed.name}: ${embed.is}`);
  const [ours, ...peers] = rows;
  console.log(
    "\ncompared with Recourse: " +
      peers
        .map(
          ({ embed, bytes, script }) =>
            `${embed.name} ${(bytes / ours.bytes).toFixed(2)} ` +
            `times the bytes, ${(script / ours.script).toFixed(1)} times the script`,
        )
        .join("; "),
  );
  console.log(
    "script: milliseconds of JavaScript and wasm until it is ready, without the empty " +
      "page's, in separate traced visits; tracing takes time, too, so compare these values " +
      "only with each other. thread: all work of the page's main thread until then, " +
      "layout and painting included, without the empty page's. long: tasks over 50 ms. " +
      "slow 4G: milliseconds until it is ready at 1.44 Mbit/s and 562 ms, 4x. first: from " +
      "the first click to the next page drawn; " +
      "click: the longest of all clicks. event: the longest that Chromium itself counts.",
  );
} finally {
  await browser.close();
  server.close();
}
