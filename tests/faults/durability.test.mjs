// Durability: every acknowledged claim is stored in the end, whatever faults the ledger has and
// whenever the Worker is killed.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { DESK, exported, granted, output, send, start, ticket } from "./worker.mjs";

const CANARY = "canary-5f1e";
const state = mkdtempSync(join(tmpdir(), "recourse-faults-"));
after(() => rmSync(state, { recursive: true, force: true }));

const pause = (ms) => new Promise((go) => setTimeout(go, ms));
const contact = (n) => ({
  email: `${CANARY}-${n}@shopper.example`,
  order: `${CANARY}-${n}`,
  name: `${CANARY} ${n}`,
});

/**
 * Sends one claim as a browser does: the same body under the same ticket until it is acknowledged
 * or the test is over.
 */
async function insist(url, body, isOver) {
  let own;
  while (!isOver()) {
    try {
      own ??= await ticket(url);
      const answer = await send(url, own, body);
      if (answer.ok) return { claim: (await answer.json()).claim, status: answer.status };
      const problem = await answer.json().catch(() => ({}));
      assert.ok([500, 503].includes(answer.status), `${answer.status} ${JSON.stringify(problem)}`);
    } catch (error) {
      if (error.code === "ERR_ASSERTION") throw error;
    }
    await pause(20);
  }
  return undefined;
}

/** Adds a note to a claim at the desk; returns whether it was acknowledged. */
async function remark(url, claim, text) {
  const body = JSON.stringify({ actor: "ann", action: { type: "note", text } });
  const headers = { ...DESK, "content-type": "application/json" };
  for (let turn = 0; turn < 30; turn++) {
    const answer = await fetch(`${url}/v1/desk/claims/${claim}/events`, {
      method: "POST",
      headers,
      body,
    }).catch(() => undefined);
    if (answer?.ok) return true;
    await pause(50);
  }
  return false;
}

function compare(acknowledged, found, sent) {
  for (const [n, claim] of acknowledged) {
    const kept = found.get(claim);
    assert.ok(kept, `claim ${n} was acknowledged as ${claim} and is missing`);
    assert.equal(kept.contact.order, `${CANARY}-${n}`, "as it was sent");
  }
  const known = new Set([...Array(sent).keys()].map((n) => `${CANARY}-${n}`));
  for (const claim of found.values())
    assert.ok(known.has(claim.contact.order), `${claim.id} was never sent`);
}

it(
  "durability: a ledger with failed, repeated, hidden and stale operations loses no acknowledged claim",
  { timeout: 600_000 },
  async () => {
    const place = join(state, "lies");
    const liar = await start({ state: place, lies: 0.12, seed: 7 });
    const acknowledged = new Map();
    const remarked = new Map();
    const end = Date.now() + 150_000;
    const isOver = () => Date.now() > end;
    let n = 0;
    try {
      const basis = await retried(() => granted(liar.url));
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          while (n < 240) {
            const own = n++;
            const got = await insist(
              liar.url,
              { ...basis, contact: contact(own), note: `${CANARY} note` },
              isOver,
            );
            if (!got) continue;
            acknowledged.set(own, got.claim);
            if (own % 8 === 0 && (await remark(liar.url, got.claim, `${CANARY} ${own}`)))
              remarked.set(got.claim, `${CANARY} ${own}`);
          }
        }),
      );
    } finally {
      await liar.kill();
    }
    assert.ok(
      acknowledged.size > 200 && remarked.size > 15,
      `${acknowledged.size} claims and ${remarked.size} ` +
        `notes were acknowledged: too few for the test`,
    );
    const honest = await start({ state: place });
    try {
      const found = await exported(honest.url);
      compare(acknowledged, found, n);
      for (const [claim, text] of remarked) {
        const notes = found.get(claim).events.map((event) => event.action.text);
        assert.deepEqual(notes, [text], "a note is there, once");
      }
    } finally {
      await honest.kill();
    }
  },
);

const retried = async (what) => {
  for (let turn = 0; ; turn++) {
    try {
      return await what();
    } catch (error) {
      if (turn > 20) throw error;
    }
  }
};

it(
  "durability: after twenty kills under load, every acknowledged claim is there",
  { timeout: 900_000 },
  async () => {
    const place = join(state, "kill");
    const acknowledged = new Map();
    let n = 0;
    let basis;
    for (let round = 0; round < 20; round++) {
      const worker = await start({ state: place });
      basis ??= await granted(worker.url);
      // The kill comes after some acknowledged claims of this round, on a slow machine, too.
      const [end, goal] = [Date.now() + 10_000, acknowledged.size + 4 + (round % 5)];
      let isKilled = false;
      const isOver = () => isKilled || Date.now() > end;
      const load = Array.from({ length: 8 }, async () => {
        while (!isOver()) {
          const own = n++;
          const body = { ...basis, contact: contact(own), note: "" };
          const got = await insist(worker.url, body, isOver);
          if (got) acknowledged.set(own, got.claim);
        }
      });
      while (acknowledged.size < goal && !isOver()) await pause(5);
      await pause(round * 5);
      await worker.kill();
      isKilled = true;
      await Promise.all(load);
    }
    assert.ok(
      acknowledged.size > 100,
      `${acknowledged.size} claims were acknowledged: too few for the test`,
    );
    const worker = await start({ state: place });
    try {
      compare(acknowledged, await exported(worker.url), n);
    } finally {
      await worker.kill();
    }
  },
);

it("logs: the Workers log no personal data", () => {
  const all = output.join("");
  assert.ok(all.includes("/v1/stores/hekka/claims"), "requests are in the log");
  assert.ok(all.includes("kv: the runtime refused"), "the Worker logged the failure");
  assert.ok(!all.includes(CANARY), all.slice(all.indexOf(CANARY) - 400, all.indexOf(CANARY) + 100));
});
