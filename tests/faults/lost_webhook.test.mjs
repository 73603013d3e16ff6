// Webhooks of a Worker whose outbox is away: nothing that it stored stays unannounced.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { DESK, granted, output, send, start, ticket } from "./worker.mjs";

const pause = (ms) => new Promise((go) => setTimeout(go, ms));
const state = mkdtempSync(join(tmpdir(), "recourse-hook-"));
const got = [];
let receiver;
let worker;
let options;

before(async () => {
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      got.push(JSON.parse(body));
      response.writeHead(204).end();
    });
  });
  await new Promise((done) => receiver.listen(0, "127.0.0.1", done));
  const hook = `http://127.0.0.1:${receiver.address().port}/hook`;
  options = { state, hook, keys: { webhook_secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] } };
  // Without its Durable Objects, a Worker stores claims and events and cannot enqueue webhooks.
  worker = await start({ ...options, env: "bare" });
});
after(async () => {
  await worker?.kill();
  receiver?.close();
  rmSync(state, { recursive: true, force: true });
});

const act = (claim, action) =>
  fetch(`${worker.url}/v1/desk/claims/${claim}/events`, {
    method: "POST",
    headers: { ...DESK, "content-type": "application/json" },
    body: JSON.stringify({ actor: "ann", action }),
  });

const run = () =>
  fetch(`${worker.url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent("*/10 * * * *")}`);

async function until(what) {
  for (let turn = 0; turn < 300; turn++) {
    if (what()) return;
    await pause(100);
  }
  assert.fail(`it did not happen; the Worker's log:\n${output.slice(-15).join("")}`);
}

it(
  "webhook: what a Worker without its outbox stored is announced by the scheduled run, once",
  { timeout: 180_000 },
  async () => {
    const contact = { email: "hook@shopper.example", order: "W-1" };
    const body = { ...(await granted(worker.url)), contact };
    const { claim } = await (await send(worker.url, await ticket(worker.url), body)).json();
    const ask = { type: "request_info", message: "a photo" };
    assert.equal((await act(claim, ask)).status, 201);
    await pause(5_500);
    assert.deepEqual(got, []);
    await worker.kill();
    worker = await start({ ...options, env: "many" });
    await run();
    await until(() => got.length >= 2);
    await run();
    await pause(500);
    const told = got.map(({ type, data }) => [type, data.claim, data.state]).sort();
    assert.deepEqual(told, [
      ["claim.created", claim, undefined],
      ["claim.updated", claim, "needs_more"],
    ]);
    const list = `${worker.url}/v1/desk/stores/hekka/deliveries`;
    const page = async (more) => (await fetch(`${list}?${more}`, { headers: DESK })).json();
    const first = await page("limit=1");
    const second = await page(`limit=1&cursor=${encodeURIComponent(first.cursor)}`);
    const { deliveries } = await page("");
    assert.deepEqual([...first.deliveries, ...second.deliveries], deliveries, "page by page");
    assert.ok(deliveries.every(({ status }) => status === "delivered"));
    assert.equal((await fetch(`${list}?cursor=x`, { headers: DESK })).status, 422);
  },
);
