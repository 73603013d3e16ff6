// `node tests/load/worst.mjs`: the worst known request of each route, one at a time, on the shipped
// Worker: time, processor time, memory and storage operations, with the platform's limits of an
// isolate (128 MB) and of a request (1,000 operations). The memory is that of the whole runtime
// process above its start value: V8 counts the request's bytes and every copy there, so it is more
// than the isolate's share. Run `cargo xtask build` first.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FORM_KIND, form, jpeg } from "./bodies.mjs";
import { megabytes, runtimes, seconds } from "./process_stats.mjs";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const BIN = `${HERE}../../node_modules/.bin`;
const PORT = Number(process.env.RECOURSE_PORT ?? 8794);
const [KB, MB] = [1024, 1024 * 1024];
const [MEMORY_MB_MAX, OPERATIONS_MAX] = [128, 1_000];
const DESK = { authorization: `Bearer ${"de5c".repeat(16)}` };
const JSON_KIND = { "content-type": "application/json" };
const FORM = "/v1/stores/hekka/form";

const ask = (method, path, headers = {}, body = undefined) =>
  new Promise((done, fail) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const request = http.request(
      `http://127.0.0.1:${PORT}${path}`,
      { method, headers: { ...length, ...headers } },
      (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () =>
          done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    request.on("error", fail);
    request.end(body);
  });

async function start(state) {
  const words = [
    "dev",
    "counted.mjs",
    "--config",
    "wrangler.jsonc",
    "--env",
    "ours",
    "--port",
    PORT,
    "--inspector-port",
    0,
    "--ip",
    "127.0.0.1",
    "--persist-to",
    state,
    "--show-interactive-dev-session=false",
    "--log-level",
    "error",
  ];
  const child = spawn(`${BIN}/wrangler`, words.map(String), {
    cwd: HERE,
    env: { ...process.env, PATH: `${BIN}:${process.env.PATH}` },
    detached: true,
    stdio: "ignore",
  });
  for (
    let turn = 0;
    (await ask("GET", "/healthz").catch(() => undefined))?.status !== 200;
    turn++
  ) {
    if (turn > 600) throw new Error("the Worker did not come up");
    await new Promise((go) => setTimeout(go, 100));
  }
  return { pids: runtimes(child.pid), end: () => process.kill(-child.pid, "SIGKILL") };
}

const facts = { sent_back: "not_sent", battery_unsafe: "no" };
let order = 0;

async function submit(more = {}) {
  const { policy } = JSON.parse((await ask("GET", "/v1/stores/hekka")).body);
  const { ticket } = JSON.parse((await ask("POST", "/v1/stores/hekka/tickets")).body);
  const body = {
    policy,
    topic: "wrong_item",
    remedy: "claim_review",
    facts,
    contact: { email: "worst@shopper.example", order: `W-${++order}` },
    note: "",
    ...more,
  };
  const answer = await ask(
    "POST",
    "/v1/stores/hekka/claims",
    { ...JSON_KIND, "recourse-ticket": ticket },
    JSON.stringify(body),
  );
  const receipt = JSON.parse(answer.body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
  return {
    claim: receipt.claim,
    link: receipt.status_url.split("#")[1],
    secret: receipt.status_url.split(".").pop(),
    ticket,
    policy,
  };
}

/** A claim with as many events as are read, each with the longest note. */
async function eventful(events = 200) {
  const one = await submit();
  for (let from = 0; from < events; from += 50)
    await ask(
      "POST",
      `/seed-events?claim=${one.claim}&from=${from}&count=${Math.min(events, from + 50)}`,
    );
  return one;
}

const quotes = (bytes) => Buffer.alloc(bytes, '"');
const own = (one) => ({ authorization: `Bearer ${one.secret}` });
const items = (n) =>
  Array.from({ length: 50 }, (_, ix) => ({ item: `${n}-${ix}`.padEnd(64, "x"), quantity: 1 }));
const fat = (n, more = {}) =>
  submit({
    contact: { email: `${n}@shopper.example`, order: "FAT" },
    items: items("line"),
    note: "\u{1F4E6}".repeat(2_000),
    ...more,
  });

/** A body of nearly so many bytes that looks like the end of a field at every position. */
function nearly(bytes) {
  const filling = Buffer.alloc(bytes, "\r\n--");
  return form([["topic", "wrong_item"]], [["file:x", filling]]);
}

/** Each of the worst requests, prepared just before it is sent. */
const WORST = {
  "GET policy": () => ["GET", "/v1/stores/hekka/policy"],
  "GET policies/{no such}": () => ["GET", `/v1/stores/hekka/policies/${"0".repeat(64)}`],
  "POST tickets": () => ["POST", "/v1/stores/hekka/tickets"],
  "POST claims, 32 KB of numbers": () => [
    "POST",
    "/v1/stores/hekka/claims",
    JSON_KIND,
    `{"facts":{${Array.from({ length: 2_300 }, (_, n) => `"q${n}":"1"`).join()}}}`.padEnd(32 * KB),
  ],
  "POST claims, the 200th of an order with 50 lines each": async () => {
    for (let n = 0; n < 199; n++) await fat(n);
    const { policy } = await submit();
    const { ticket } = JSON.parse((await ask("POST", "/v1/stores/hekka/tickets")).body);
    const body = {
      policy,
      topic: "wrong_item",
      remedy: "claim_review",
      facts,
      contact: { email: "last@shopper.example", order: "FAT" },
      items: items("line"),
      note: "\u{1F4E6}".repeat(2_000),
    };
    return [
      "POST",
      "/v1/stores/hekka/claims",
      { ...JSON_KIND, "recourse-ticket": ticket },
      JSON.stringify(body),
    ];
  },
  "POST photos, 5 MB": async () => [
    "POST",
    "/v1/stores/hekka/photos",
    { "content-type": "image/jpeg", "recourse-ticket": (await submit()).ticket },
    jpeg(5 * MB),
  ],
  "POST photos, 6 MB": async () => [
    "POST",
    "/v1/stores/hekka/photos",
    { "content-type": "image/jpeg", "recourse-ticket": (await submit()).ticket },
    jpeg(6 * MB),
  ],
  "GET form": () => ["GET", FORM],
  "POST form, 5 MB in one field": () => [
    "POST",
    FORM,
    FORM_KIND,
    form([
      ["topic", "wrong_item"],
      ["a:zzz", quotes(5 * MB)],
    ]),
  ],
  "POST form, 64 KB of quotes": () => [
    "POST",
    FORM,
    FORM_KIND,
    form([
      ["topic", "wrong_item"],
      ["do", "next"],
      ...["email", "order", "name", "note"].map((name) => [name, quotes(15.5 * KB)]),
    ]),
  ],
  "POST form, 290 fields": () => [
    "POST",
    FORM,
    FORM_KIND,
    form([
      ["topic", "wrong_item"],
      ["do", "claim"],
      ...Array.from({ length: 290 }, () => ["proof", quotes(200)]),
    ]),
  ],
  "POST form, 290 photos": async () => [
    "POST",
    FORM,
    FORM_KIND,
    form(
      [
        ["topic", "wrong_item"],
        ["do", "send"],
        ["ticket", (await submit()).ticket],
      ],
      Array.from({ length: 290 }, (_, n) => ["file:photos-of-the-problem", jpeg(2_600, n)]),
    ),
  ],
  "POST form, 12 photos, 20 MB": async () => [
    "POST",
    FORM,
    FORM_KIND,
    form(
      [
        ["topic", "wrong_item"],
        ["do", "send"],
        ["ticket", (await submit()).ticket],
      ],
      Array.from({ length: 12 }, (_, n) => ["file:photos-of-the-problem", jpeg(1.6 * MB, n)]),
    ),
  ],
  "POST form, 20 MB of nearly boundaries": () => ["POST", FORM, FORM_KIND, nearly(19.9 * MB)],
  "POST form, 21 MB": () => ["POST", FORM, FORM_KIND, nearly(21 * MB)],
  "POST status, 200 events": async () => [
    "POST",
    "/v1/status",
    FORM_KIND,
    form([["link", (await eventful()).link]]),
  ],
  "POST status/reply, 200 events, 12 photos, 20 MB": async () => {
    const one = await eventful(199);
    const asked = await ask(
      "POST",
      `/v1/desk/claims/${one.claim}/events`,
      { ...DESK, ...JSON_KIND },
      JSON.stringify({ actor: "ann", action: { type: "request_info", message: "photos" } }),
    );
    if (asked.status !== 201) throw new Error(`${asked.status} ${asked.body}`);
    return [
      "POST",
      "/v1/status/reply",
      FORM_KIND,
      form(
        [
          ["link", one.link],
          ["asked", String(Date.now() + 1e6)],
          ["text", "\u{1F4E6}".repeat(2_000)],
        ],
        Array.from({ length: 12 }, (_, n) => ["file", jpeg(1.6 * MB, n)]),
      ),
    ];
  },
  "POST status/cancel, 200 events": async () => [
    "POST",
    "/v1/status/cancel",
    FORM_KIND,
    form([["link", (await eventful()).link]]),
  ],
  "POST status/data, 200 events": async () => [
    "POST",
    "/v1/status/data",
    FORM_KIND,
    form([["link", (await eventful()).link]]),
  ],
  "POST status/erase, 200 events": async () => [
    "POST",
    "/v1/status/erase",
    FORM_KIND,
    form([
      ["link", (await eventful()).link],
      ["sure", "yes"],
    ]),
  ],
  "GET claims/{id}, 200 events": async () => {
    const one = await eventful();
    return ["GET", `/v1/claims/${one.claim}`, own(one)];
  },
  "GET claims/{id}/data, 200 events": async () => {
    const one = await eventful();
    return ["GET", `/v1/claims/${one.claim}/data`, own(one)];
  },
  "DELETE claims/{id}, 200 events": async () => {
    const one = await eventful();
    return ["DELETE", `/v1/claims/${one.claim}`, own(one)];
  },
  "GET desk/claims/{id}, 200 events": async () => [
    "GET",
    `/v1/desk/claims/${(await eventful()).claim}`,
    DESK,
  ],
  "GET desk/…/claims, 200 rows": () => ["GET", "/v1/desk/stores/hekka/claims?limit=200", DESK],
  "POST desk/…/shopper, 100 claims of 12 events": async () => {
    await ask("POST", `/seed-claims?claim=${(await submit()).claim}&count=100&events=12`);
    return [
      "POST",
      "/v1/desk/stores/hekka/shopper",
      { ...DESK, ...JSON_KIND },
      JSON.stringify({ email: "worst@shopper.example" }),
    ];
  },
  "GET desk/…/export, 100 claims of 12 events": () => [
    "GET",
    "/v1/desk/stores/hekka/export?limit=100",
    DESK,
  ],
};

const cell = (text, width) => String(text).padStart(width);

/** Sends one of them and prints its costs. */
async function measure(worker, name, ready) {
  const [method, path, headers, body] = await ready();
  await new Promise((go) => setTimeout(go, 300));
  // Resets the peak memory of the process.
  for (const pid of worker.pids) writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const [memory, cpu] = [
    worker.pids.map((pid) => megabytes(pid, "VmRSS")),
    worker.pids.map(seconds),
  ];
  const begun = performance.now();
  const answer = await ask(method, path, headers, body);
  const ms = performance.now() - begun;
  const peak = Math.max(...worker.pids.map((pid, ix) => megabytes(pid, "VmHWM") - memory[ix]));
  const took = worker.pids.reduce((sum, pid, ix) => sum + seconds(pid) - cpu[ix], 0);
  const used = JSON.parse(answer.headers["x-operations"] ?? "{}");
  const operations = Object.values(used).reduce((sum, n) => sum + n, 0);
  const over = [peak > MEMORY_MB_MAX && "MEMORY", operations > OPERATIONS_MAX && "OPERATIONS"]
    .filter(Boolean)
    .join(" ");
  console.log(
    `${name.padEnd(54)} ${answer.status} ` +
      `${cell(((body?.length ?? 0) / KB).toFixed(0), 6)} ` +
      `KB sent ${cell((answer.body.length / KB).toFixed(0), 6)} ` +
      `KB got ${cell(ms.toFixed(0), 6)} ms ${cell((took * 1000).toFixed(0), 5)} ` +
      `ms CPU ${cell(peak.toFixed(0), 5)} MB ${cell(operations, 5)} ` +
      `operations ${JSON.stringify(used)} ${over}`,
  );
}

const state = mkdtempSync(join(tmpdir(), "recourse-worst-"));
const worker = await start(state);
try {
  const wanted = process.argv.slice(2);
  for (const [name, ready] of Object.entries(WORST)) {
    if (wanted.length === 0 || wanted.some((one) => name.includes(one)))
      await measure(worker, name, ready);
  }
} finally {
  worker.end();
  rmSync(state, { recursive: true, force: true });
}
process.exit(0);
