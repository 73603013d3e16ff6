// Access to the desk of the running Worker: counted failures, and the public development values.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { DESK, deskUser, output, start } from "./worker.mjs";

const state = mkdtempSync(join(tmpdir(), "recourse-desk-"));
after(() => rmSync(state, { recursive: true, force: true }));

/** The values of the local environment, which are in the repository. */
const DEVELOPMENT = Object.fromEntries(
  readFileSync(new URL("../../edge/.dev.vars", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.includes("=") && !line.startsWith("#"))
    .map((line) => /^(\w+)='?(.*?)'?$/.exec(line).slice(1)),
);
const PRIVATE_KEY = "7a".repeat(32);
/** Waits for a line of the log, which arrives after the response. */
async function logged(text) {
  for (let turn = 0; turn < 100 && !output.join("").includes(text); turn++)
    await new Promise((go) => setTimeout(go, 100));
  assert.ok(
    output.join("").includes(text),
    `the log has "${text}":\n${output.slice(-10).join("")}`,
  );
}

const isAnswered = async (url) =>
  (await fetch(`${url}/healthz`).catch(() => undefined)) !== undefined;

it("desk: wrong secrets are counted by sender, and a valid one is accepted all the same", async () => {
  const worker = await start({ state: join(state, "few"), env: "few" });
  try {
    const list = `${worker.url}/v1/desk/stores/hekka/claims`;
    const from = { "cf-connecting-ip": "192.0.2.99" };
    const ask = async (headers) => (await fetch(list, { headers: { ...from, ...headers } })).status;
    const statuses = [];
    for (let turn = 0; turn < 14; turn++)
      statuses.push(await ask({ authorization: `Bearer ${"ab".repeat(32)}` }));
    assert.deepEqual(statuses, [...Array(10).fill(401), ...Array(4).fill(429)]);
    assert.equal(await ask(DESK), 200);
    await logged("desk: many requests without a valid secret");
    assert.ok(!output.join("").includes("ab".repeat(32)), "no secret is in the log");
    const page = await fetch(`${worker.url}/v1/desk/stores/hekka/export`, { headers: DESK });
    assert.equal(page.status, 200);
    const audit = await fetch(`${worker.url}/v1/desk/stores/hekka/audit`, { headers: DESK });
    const { entries } = await audit.json();
    assert.deepEqual(
      entries.map(({ actor, action, format, claims }) => [actor, action, format, claims]),
      [["support", "export", "jsonl", 0]],
    );
  } finally {
    await worker.kill();
  }
});

it("desk: the development values are refused outside the local environment", async () => {
  for (const [vars, said] of [
    [{ LOCAL: "" }, "TICKET_KEY is the public value"],
    [
      { LOCAL: "", TICKET_KEY: PRIVATE_KEY, STORE_KEYS: DEVELOPMENT.STORE_KEYS },
      "STORE_KEYS has a public value",
    ],
  ]) {
    const place = join(state, said.split(" ")[0]);
    const worker = await start({ state: place, vars, isUp: isAnswered });
    try {
      for (const path of ["/healthz", "/v1/desk/stores/hekka/claims"]) {
        const answer = await fetch(`${worker.url}${path}`, { headers: DESK });
        assert.deepEqual([answer.status, (await answer.json()).code], [503, "not_configured"]);
      }
      await logged(said);
    } finally {
      await worker.kill();
    }
  }
  const desk = [deskUser(PRIVATE_KEY)];
  const keys = JSON.stringify({ hekka: { desk }, xiaomiforsale: { desk } });
  const own = { LOCAL: "", TICKET_KEY: PRIVATE_KEY, STORE_KEYS: keys };
  const worker = await start({ state: join(state, "own"), vars: own });
  await worker.kill();
});
