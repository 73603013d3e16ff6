// The Worker with a KV namespace only: no bucket, no Durable Objects. It works with fewer
// guarantees, and nothing is lost.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { DESK, exported, granted, send, start, ticket } from "./worker.mjs";

/** One grey pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  "base64",
);
const state = mkdtempSync(join(tmpdir(), "recourse-bare-"));
let worker;

before(async () => {
  worker = await start({ state, env: "bare" });
});
after(async () => {
  await worker?.kill();
  rmSync(state, { recursive: true, force: true });
});

it("kv_only: photos are stored in KV, a claim is stored as unchecked, and erasure removes both", async () => {
  const basis = await granted(worker.url);
  const own = await ticket(worker.url);
  const post = () =>
    fetch(`${worker.url}/v1/stores/hekka/photos`, {
      method: "POST",
      headers: { "content-type": "image/png", "recourse-ticket": own },
      body: PIXEL,
    });
  const [first, again] = [await post(), await post()];
  assert.deepEqual([first.status, again.status], [201, 201]);
  const { photo } = await first.json();
  assert.equal((await again.json()).photo, photo);
  const sent = await send(worker.url, own, {
    ...basis,
    contact: { email: "bare@shopper.example", order: "B-1" },
    photos: [{ proof: "photos-of-the-problem", photo }],
  });
  assert.equal(sent.status, 201, await sent.clone().text());
  const { claim, status_url } = await sent.json();
  assert.equal((await exported(worker.url)).get(claim).check, "unchecked");
  const shown = () =>
    fetch(`${worker.url}/v1/desk/claims/${claim}/photos/${photo}`, { headers: DESK });
  const bytes = await shown();
  assert.deepEqual([bytes.status, bytes.headers.get("content-type")], [200, "image/png"]);
  assert.deepEqual(Buffer.from(await bytes.arrayBuffer()).subarray(0, 8), PIXEL.subarray(0, 8));
  const secret = status_url.split(".").at(-1);
  const erased = await fetch(`${worker.url}/v1/claims/${claim}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${secret}` },
  });
  assert.equal(erased.status, 204);
  assert.equal((await shown()).status, 410);
  assert.equal((await exported(worker.url)).size, 0);
});

it("retention: photos without a claim are removed from KV, however many newer ones are listed first", async () => {
  const other = mkdtempSync(join(tmpdir(), "recourse-short-"));
  const short = await start({ state: other, env: "bare", page: 2 });
  try {
    const ask = async (words) =>
      (await fetch(`${short.url}/asked?${new URLSearchParams(words)}`)).json();
    const DAY = 86_400_000;
    // Named as the Worker's storage keys are: newer ones come first.
    const key = (days, n) =>
      `photo/hekka/` +
      `${String(9_999_999_999_999 - (Date.now() - days * DAY)).padStart(13, "0")}/` +
      `${String(n).padStart(32, "0")}/photo`;
    const [young, old] = [[0, 1, 2, 3, 4].map((n) => key(0, n)), [5, 6, 7].map((n) => key(4, n))];
    for (const put of [...young, ...old]) await ask({ put });
    await ask({ cron: "5-59/10 * * * *" });
    const left = [];
    for (const seen of [...young, ...old]) left.push(await ask({ seen }));
    assert.deepEqual(
      left,
      [true, true, true, true, true, false, false, false],
      "a ticket of today may still make its claim",
    );
  } finally {
    await short.kill();
    rmSync(other, { recursive: true, force: true });
  }
});
