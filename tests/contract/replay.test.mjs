// Replay: every claim stored by the running Worker is decided again on this machine, by the policy
// whose hash the claim names.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { recourse } from "../machine.mjs";
import { exported, granted, send, ticket } from "../faults/worker.mjs";

const url = process.env.RECOURSE_URL ?? "http://127.0.0.1:8787";

it(
  "replay: every decision is the same byte for byte, by the policy under its hash",
  { timeout: 300_000 },
  async () => {
    const basis = await granted(url);
    await send(url, await ticket(url), {
      ...basis,
      contact: { email: "replay@shopper.example", order: `R-${Date.now()}` },
    });
    const claims = [...(await exported(url)).values()];
    assert.ok(claims.length > 0);
    const place = mkdtempSync(join(tmpdir(), "recourse-replay-"));
    try {
      for (const hash of new Set(claims.map((claim) => claim.policy))) {
        const own = claims.filter((claim) => claim.policy === hash);
        const policy = join(place, `${hash}.policy`);
        const answer = await fetch(`${url}/v1/stores/hekka/policies/${hash}`);
        assert.equal(answer.status, 200, `the policy ${hash} of ${own.length} claims is available`);
        writeFileSync(policy, Buffer.from(await answer.arrayBuffer()));
        const input = own.map((claim) => JSON.stringify(claim)).join("\n");
        const replayed = recourse(["replay", "-", "--policy", policy], input);
        assert.equal(replayed.trim().split("\n").length, own.length);
      }
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  },
);
