// The running Worker: limits of what is stored under a ticket, for simultaneous requests; an
// erasure that reaches the last event; uploads; the sweep.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { deflateSync } from "node:zlib";
import { DESK, exported, granted, send, start, ticket } from "./worker.mjs";

const state = mkdtempSync(join(tmpdir(), "recourse-limits-"));
let worker;
let basis;

before(async () => {
  worker = await start({ state });
  basis = await granted(worker.url);
});
after(async () => {
  await worker?.kill();
  rmSync(state, { recursive: true, force: true });
});

const contact = (order) => ({ email: "limits@shopper.example", order });

/** The check sum of a PNG chunk. */
function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

/** One pixel of a shade of grey. */
function png(shade) {
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const chunks = [
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.from([0, shade]))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), ...chunks]);
}

const upload = (own, shade) =>
  fetch(`${worker.url}/v1/stores/hekka/photos`, {
    method: "POST",
    headers: { "content-type": "image/png", "recourse-ticket": own },
    body: png(shade),
  });

const act = (claim, action) =>
  fetch(`${worker.url}/v1/desk/claims/${claim}/events`, {
    method: "POST",
    headers: { ...DESK, "content-type": "application/json" },
    body: JSON.stringify({ actor: "ann", action }),
  });

const asked = async (words) =>
  (await fetch(`${worker.url}/asked?${new URLSearchParams(words)}`)).json();

async function codes(responses) {
  const counts = {};
  for (const response of responses) {
    const code = response.ok ? response.status : (await response.json()).code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

const times = (count, what) => Promise.all(Array.from({ length: count }, (_, n) => what(n)));

it("limits: of forty claims of one ticket at once, four are stored", async () => {
  const own = await ticket(worker.url);
  const sent = await times(40, (n) =>
    send(worker.url, own, { ...basis, contact: contact(`L-${n}`) }),
  );
  assert.deepEqual(await codes(sent), { 201: 4, ticket_used: 36 });
  assert.equal((await exported(worker.url)).size, 4);
});

it("limits: of sixty photos of one ticket at once, thirty-six are stored", async () => {
  const own = await ticket(worker.url);
  const sent = await times(60, (n) => upload(own, n));
  assert.deepEqual(await codes(sent), { 201: 36, too_many_photos: 24 });
});

it("limits: of 48 replies to one question at once, ten are stored", async () => {
  const receipt = await (
    await send(worker.url, await ticket(worker.url), { ...basis, contact: contact("L-replies") })
  ).json();
  await act(receipt.claim, { type: "request_info", message: "a photo" });
  const link = receipt.status_url;
  const sent = await times(48, (n) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ link, asked: Date.now(), text: `reply ${n}` }))
      form.set(name, value);
    return fetch(`${worker.url}/v1/status/reply`, { method: "POST", body: form });
  });
  const counts = sent.map((response) => response.status);
  assert.equal(counts.filter((status) => status === 200).length, 10, counts.join(" "));
  const claim = (await exported(worker.url)).get(receipt.claim);
  assert.equal(claim.state.replies.length, 10);
});

it("erasure: of 120 notes at once a hundred are stored, and all of them are erased", async () => {
  const receipt = await (
    await send(worker.url, await ticket(worker.url), { ...basis, contact: contact("L-notes") })
  ).json();
  const sent = await times(120, (n) => act(receipt.claim, { type: "note", text: `note ${n}` }));
  assert.deepEqual(await codes(sent), { 201: 100, too_many_events: 20 });
  const path = `${worker.url}/v1/desk/claims/${receipt.claim}`;
  const claim = await (await fetch(path, { headers: DESK })).json();
  assert.equal(claim.events.length, 100);
  const own = `${worker.url}/v1/claims/${receipt.claim}`;
  const bearer = { authorization: `Bearer ${receipt.status_url.split(".").at(-1)}` };
  assert.equal((await fetch(own, { method: "DELETE", headers: bearer })).status, 204);
  const [, store, rest] = /^(\w+)-(.*)$/.exec(receipt.claim);
  const prefix = `event/${store}/${rest.replaceAll("-", "/")}/`;
  const left = await asked({ list: prefix });
  assert.deepEqual(left, []);
});

it("uploads: a claim takes its photos out of the uploads, and they are shown as before", async () => {
  const own = await ticket(worker.url);
  const names = [];
  for (const shade of [200, 201]) names.push((await (await upload(own, shade)).json()).photo);
  const before = (await asked({ photos: "upload/hekka/" })).length;
  const sent = await send(worker.url, own, {
    ...basis,
    contact: contact("L-photo"),
    photos: [{ proof: "photos-of-the-problem", photo: names[0] }],
  });
  assert.equal(sent.status, 201, await sent.clone().text());
  const { claim } = await sent.json();
  const left = await asked({ photos: "upload/hekka/" });
  assert.equal(left.length, before - 1);
  const kept = await asked({ photos: "photo/hekka/" });
  assert.deepEqual(
    [kept.length, kept[0].split("/").at(-1)],
    [1, names[0]],
    "the other one stays an upload",
  );
  const path = `${worker.url}/v1/desk/claims/${claim}/photos/${names[0]}`;
  const shown = await fetch(path, { headers: DESK });
  assert.deepEqual([shown.status, shown.headers.get("content-type")], [200, "image/png"]);
});

it("sweep: one run removes an erased claim and expired ones, and is answered", async () => {
  const receipts = [];
  for (const order of ["S-1", "S-2", "S-3"]) {
    const body = { ...basis, contact: contact(order) };
    receipts.push(await (await send(worker.url, await ticket(worker.url), body)).json());
    assert.equal((await act(receipts.at(-1).claim, { type: "close" })).status, 201);
  }
  // As if their last day were long over.
  for (const { claim } of receipts) await asked({ put: `end/2026-01-01/${claim}` });
  await asked({ cron: "5-59/10 * * * *" });
  assert.deepEqual(await asked({ list: "end/2026-01-01/" }), []);
  const all = await exported(worker.url);
  assert.ok(receipts.every(({ claim }) => !all.has(claim)));
});
