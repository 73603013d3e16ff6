// Starts and kills a Worker, and sends claims to it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { freePort } from "../machine.mjs";

/** The desk's secret of every shop: that of the local environment, so that journeys can use it. */
const SECRET = "de5c".repeat(16);
export const DESK = { authorization: `Bearer ${SECRET}` };
/** A desk user with a secret, who may do everything. */
export const deskUser = (secret) => ({
  name: "support",
  scopes: ["read", "act", "export"],
  sha256: [createHash("sha256").update(secret).digest("hex")],
});
const HERE = fileURLToPath(new URL("./", import.meta.url));

/** The whole log of the Workers of this run, for tests that look for personal data in it. */
export const output = [];

/**
 * Starts a Worker; resolves when it is healthy, or when `isUp` says so. `env` is `few` (the shipped
 * limits), `many`, or `bare` (KV only).
 */
export async function start({
  state,
  env = "many",
  lies = 0,
  page = 0,
  seed = 1,
  hook,
  keys = {},
  other = {},
  otherKeys = {},
  vars = {},
  isUp = isHealthy,
}) {
  const shop = { origins: ["https://shop.example"], ...(hook && { webhook: hook }) };
  const all = {
    LIES: lies,
    PAGE: page,
    SEED: seed,
    STORES: JSON.stringify({ hekka: shop, xiaomiforsale: other }),
    STORE_KEYS: JSON.stringify({
      hekka: { desk: [deskUser(SECRET)], ...keys },
      xiaomiforsale: { desk: [deskUser(SECRET)], ...otherKeys },
    }),
    ...vars,
  };
  const port = await freePort();
  const words = [
    "dev",
    "--config",
    "wrangler.jsonc",
    "--env",
    env,
    "--port",
    port,
    "--inspector-port",
    0,
    "--ip",
    "127.0.0.1",
    "--persist-to",
    state,
    "--show-interactive-dev-session=false",
  ];
  for (const [name, value] of Object.entries(all)) words.push("--var", `${name}:${value}`);
  const bin = `${HERE}../../node_modules/.bin`;
  // The Node of the build: the machine's own may be too old.
  const PATH = `${bin}:${process.env.PATH}`;
  const child = spawn(`${bin}/wrangler`, words.map(String), {
    cwd: HERE,
    env: { ...process.env, PATH, WRANGLER_REGISTRY_PATH: `${state}/registry` },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => output.push(String(chunk)));
  let over = false;
  const end = new Promise((done) => child.once("exit", () => done((over = true))));
  const url = `http://127.0.0.1:${port}`;
  for (let turn = 0; !(await isUp(url)); turn++) {
    if (over || turn > 600)
      throw new Error(`the Worker did not come up:\n${output.slice(-30).join("")}`);
    await new Promise((go) => setTimeout(go, 100));
  }
  const kill = async () => {
    // The local runtime can end by itself, for example without a port; the log says why.
    if (over) return console.error(`the Worker had ended:\n${output.slice(-10).join("")}`);
    // Kills the whole process group: the runtime is a process of its own, and neither gets time to
    // clean up.
    process.kill(-child.pid, "SIGKILL");
    await end;
  };
  return { url, kill };
}

const isHealthy = async (url) => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok;

const json = { "content-type": "application/json" };

/**
 * The facts and the remedy of a claim that the policy grants, found question by question by the
 * desk's replay route.
 */
export async function granted(url) {
  const store = await (await fetch(`${url}/v1/stores/hekka`)).json();
  const today = new Date().toISOString().slice(0, 10);
  const facts = { sent_back: "not_sent" };
  const topic = "wrong_item";
  const answers = { delivered_on: today, ship_to: "DE" };
  for (let turn = 0; turn < 20; turn++) {
    const answer = await fetch(`${url}/v1/desk/stores/hekka/decide`, {
      method: "POST",
      headers: { ...DESK, ...json },
      body: JSON.stringify({ topic, facts, today }),
    });
    const decision = await answer.json();
    if (decision.status === "decided") {
      const remedy = decision.remedies.find(
        (one) => one.verdict === "granted" || one.verdict === "ask_support",
      );
      return { policy: store.policy, topic, remedy: remedy.remedy, facts };
    }
    if (!decision.question) throw new Error(JSON.stringify(decision));
    facts[decision.question] = answers[decision.question] ?? "no";
  }
  throw new Error("no claim of this policy is granted");
}

export async function ticket(url) {
  const answer = await fetch(`${url}/v1/stores/hekka/tickets`, { method: "POST" });
  return (await answer.json()).ticket;
}

export const send = (url, ticket, body, headers = {}) =>
  fetch(`${url}/v1/stores/hekka/claims`, {
    method: "POST",
    headers: { ...json, "recourse-ticket": ticket, ...headers },
    body: JSON.stringify(body),
  });

/** Every claim that the desk can export, by number. */
export async function exported(url) {
  const all = new Map();
  for (let cursor = ""; ;) {
    const answer = await fetch(
      `${url}/v1/desk/stores/hekka/export?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      { headers: DESK },
    );
    if (!answer.ok) throw new Error(`export: ${answer.status}`);
    for (const line of (await answer.text()).split("\n").filter(Boolean)) {
      const claim = JSON.parse(line);
      all.set(claim.id, claim);
    }
    cursor = answer.headers.get("recourse-cursor");
    if (!cursor) return all;
  }
}
