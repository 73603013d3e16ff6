// `cargo xtask bench edge`: requests a second and processor time per request of our Worker and of
// one written by hand in JavaScript, with the same routes on the same runtime, one after the other
// in one run; the inbox at three lengths; the start. It prints figures and checks nothing.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import http from "node:http";
import { tmpdir } from "node:os";
import { setFlagsFromString } from "node:v8";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isolate } from "./isolate.mjs";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const BIN = `${HERE}../../node_modules/.bin`;
const LENGTHS = (process.env.RECOURSE_INBOX ?? "100,10000,200000").split(",").map(Number);
const SECONDS = Number(process.env.RECOURSE_SECONDS ?? 4);
const TICKS_PER_SECOND = 100;
const [PORT, INSPECTOR] = [8796, 8797];
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const desk = { authorization: `Bearer ${"de5c".repeat(16)}` };
const json = { "content-type": "application/json" };

const ask = (base, method, path, headers = {}, body) =>
  new Promise((done, fail) => {
    const request = http.request(base + path, { method, headers, agent }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () =>
        done({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }),
      );
    });
    request.on("error", fail);
    request.end(body);
  });

/** Every process below one, including itself. */
function below(pid) {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]), stat]];
      } catch {
        return [];
      }
    });
  const all = new Set([pid]);
  for (let grew = true; grew;) {
    grew = false;
    for (const [own, parent] of parents) if (all.has(parent) && !all.has(own)) grew = all.add(own);
  }
  return parents.filter(([own]) => all.has(own)).map(([, , stat]) => stat);
}

/** Seconds of processor time of the runtime (workerd, storage included). */
function used(pid) {
  const fields = below(pid)
    .filter((stat) => stat.includes("(workerd)"))
    .map((stat) => stat.slice(stat.lastIndexOf(")") + 2).split(" "));
  return (
    fields.reduce((sum, field) => sum + Number(field[11]) + Number(field[12]), 0) / TICKS_PER_SECOND
  );
}

async function start(env, main, state) {
  const begun = performance.now();
  const words = [
    "dev",
    main,
    "--config",
    "wrangler.jsonc",
    "--env",
    env,
    "--port",
    PORT,
    "--inspector-port",
    INSPECTOR,
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
  const base = `http://127.0.0.1:${PORT}`;
  for (;;) {
    const up = await ask(base, "GET", "/healthz").catch(() => undefined);
    if (up?.status === 200) break;
    if (performance.now() - begun > 60_000) throw new Error(`${env} did not come up`);
    await new Promise((go) => setTimeout(go, 50));
  }
  return { base, pid: child.pid, end: () => process.kill(-child.pid, "SIGKILL") };
}

/** Sends requests for some seconds, at most `at_once` at a time. */
async function load(worker, send, seconds = SECONDS, at_once = 8) {
  const times = [];
  let failed = 0;
  const before = used(worker.pid);
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: at_once }, async () => {
      while (performance.now() - begun < seconds * 1000) {
        const from = performance.now();
        const answer = await send(worker.base);
        if (answer.status >= 400) failed++;
        times.push(performance.now() - from);
      }
    }),
  );
  const elapsed = (performance.now() - begun) / 1000;
  const cpu = ((used(worker.pid) - before) / times.length) * 1000;
  times.sort((a, b) => a - b);
  if (failed) throw new Error(`${failed} of ${times.length} requests were refused`);
  return {
    count: times.length,
    rate: times.length / elapsed,
    cpu,
    p50: times[times.length >> 1],
    p99: times[Math.floor(times.length * 0.99)],
  };
}

let order = 0;
const claim = (base, submission, ticket) => {
  const body = JSON.stringify({
    ...submission,
    contact: { email: "load@shopper.example", order: `L-${++order}` },
  });
  return ask(base, "POST", "/v1/stores/hekka/claims", { ...json, "recourse-ticket": ticket }, body);
};
const ticket = async (base) =>
  JSON.parse((await ask(base, "POST", "/v1/stores/hekka/tickets")).text).ticket;

async function basis(base) {
  const store = JSON.parse((await ask(base, "GET", "/v1/stores/hekka")).text || "{}");
  const facts = { sent_back: "not_sent", battery_unsafe: "no" };
  return {
    policy: store.policy ?? "",
    topic: "wrong_item",
    remedy: "claim_review",
    facts,
    note: "",
  };
}

async function routes(base) {
  const submission = await basis(base);
  return {
    "nothing (healthz)": (base) => ask(base, "GET", "/healthz"),
    policy: (base) => ask(base, "GET", "/v1/stores/hekka/policy"),
    ticket: (base) => ask(base, "POST", "/v1/stores/hekka/tickets"),
    "ticket and submit": async (base) => claim(base, submission, await ticket(base)),
  };
}

/** What one claim costs in the Worker's own isolate, without its ticket. */
async function inside(worker) {
  const submission = await basis(worker.base);
  const tickets = [];
  while (tickets.length < 400 * SECONDS) tickets.push(await ticket(worker.base));
  const send = (base) => claim(base, submission, tickets.pop());
  await load(worker, send, SECONDS / 2, 4);
  return isolate(INSPECTOR, async () => (await load(worker, send, SECONDS * 3, 4)).count);
}

const inbox = (base) => ask(base, "GET", "/v1/desk/stores/hekka/claims?limit=50", desk);
const cell = (text, width) => String(text).padStart(width);
const line = (name, one) =>
  `${name.padEnd(28)} ${cell(one.rate.toFixed(0), 7)}/s ${cell(one.cpu.toFixed(2), 7)} ` +
  `ms CPU  p50 ${cell(one.p50.toFixed(1), 6)} ms  p99 ${cell(one.p99.toFixed(1), 6)} ms`;

async function grow(worker, from, to) {
  for (let n = from; n < to; n += 500)
    await ask(worker.base, "POST", `/seed?from=${n}&count=${Math.min(500, to - n)}`);
}

async function main() {
  const place = mkdtempSync(join(tmpdir(), "recourse-load-"));
  try {
    const wasm = readFileSync(`${HERE}../../edge/build/index_bg.wasm`);
    const script = readFileSync(`${HERE}../../edge/build/entry.js`);
    // This version of Node has them off by default; the runtime has them on.
    setFlagsFromString("--experimental-wasm-exnref");
    const compile = [];
    for (let turn = 0; turn < 5; turn++) {
      const from = performance.now();
      await WebAssembly.compile(wasm);
      compile.push(performance.now() - from);
    }
    console.log(
      `bundle ` +
        `${gzipSync(wasm, { level: 9 }).length + gzipSync(script, { level: 9 }).length} ` +
        `B gzip; wasm compiled in ${Math.min(...compile).toFixed(1)} ` +
        `ms (best of 5, all tiers that a cold start waits for)`,
    );
    const [both, isolates] = [{}, {}];
    for (const [env, main] of [
      ["peer", "peer.mjs"],
      ["ours", "ours.mjs"],
    ]) {
      const worker = await start(env, main, join(place, env));
      const own = await routes(worker.base);
      both[env] = {};
      for (const [name, send] of Object.entries(own)) {
        await load(worker, send, 1);
        both[env][name] = await load(worker, send);
        console.log(line(`${env}: ${name}`, both[env][name]));
      }
      isolates[env] = await inside(worker);
      worker.end();
      await new Promise((go) => setTimeout(go, 500));
      const fresh = await start(env, main, join(place, `${env}-inbox`));
      let length = 0;
      for (const next of LENGTHS) {
        await grow(fresh, length, next);
        length = next;
        await load(fresh, inbox, 1);
        both[env][`inbox of ${next}`] = await load(fresh, inbox);
        console.log(line(`${env}: inbox of ${next}`, both[env][`inbox of ${next}`]));
      }
      fresh.end();
      await new Promise((go) => setTimeout(go, 500));
    }
    console.log("\nours / by hand, processor time per request:");
    for (const name of Object.keys(both.ours))
      console.log(`${name.padEnd(28)} ${(both.ours[name].cpu / both.peer[name].cpu).toFixed(2)}`);
    console.log(
      "\none claim in the isolate, ms of each (sampled; " +
        "what the local runtime puts beside it is not in the sum):",
    );
    for (const [env, { own, local, total, count }] of Object.entries(isolates)) {
      const parts = Object.entries(own)
        .map(([name, ms]) => `${name} ${ms.toFixed(2)}`)
        .join(", ");
      console.log(
        `${env}: ${total.toFixed(2)} (${parts}); beside it ${local.toFixed(2)}; ${count} claims`,
      );
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

await main();
process.exit(0);
