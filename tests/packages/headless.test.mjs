// The rules without a page: every golden case decided by the npm package in Node, with the same
// bytes as natively, and rules loaded from the running Worker.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, it } from "node:test";
import { corpus as cases } from "../machine.mjs";
import { pack, project } from "./pack.mjs";

const URL_BASE = process.env.RECOURSE_URL ?? "http://127.0.0.1:8787";
let Rules, corpus;
before(async () => {
  corpus = cases();
  const folder = project(pack().archive, [], []);
  ({ Rules } = await import(
    createRequire(join(folder, "server.js")).resolve("recourse-widget/headless")
  ));
});

const own = (store) =>
  Rules.load({
    policy: Buffer.from(corpus.policies.find((one) => one.store === store).bytes, "hex"),
  });

it("headless: every golden case has the same bytes as natively, and the next question if there is one", async () => {
  const rules = Object.fromEntries(
    await Promise.all(corpus.policies.map(async ({ store }) => [store, await own(store)])),
  );
  assert.ok(corpus.cases.length > 200);
  for (const { store, topic, facts, today, native, name } of corpus.cases) {
    const decide = () => rules[store].check(topic, facts, today);
    if (native.error) {
      assert.throws(decide, new RegExp(native.question), name);
      continue;
    }
    const decision = decide();
    assert.equal(JSON.stringify(decision), native.decision, `${store}: ${name}`);
    const next = rules[store].next(topic, facts, today);
    if (decision.status === "ask")
      assert.deepEqual(
        next,
        { ask: decision.question, max_remaining_questions: decision.max_remaining_questions },
        name,
      );
    else assert.deepEqual(next.decision, decision, name);
  }
});

it("headless: from the running Worker: its policy, its day, its texts or the fallback texts", async () => {
  const rules = await Rules.load({ api: URL_BASE, store: "hekka" });
  assert.equal(rules.hash, (await own("hekka")).hash, "the Worker has the policy that was proved");
  const [first] = rules.topics;
  const { ask } = rules.next(first, {});
  const words = await rules.words("xx");
  assert.ok(words(`question.${ask}.label`)?.length > 5, ask);
  assert.equal(words("no.such.key"), undefined);
  assert.match(rules.today(), /^\d{4}-\d\d-\d\d$/);
  assert.ok(rules.today(new Date("2026-11-20T23:30:00Z")) <= "2026-11-21");
});

it("headless: a page can render the whole interview with it", async () => {
  const rules = await Rules.load({ api: URL_BASE, store: "hekka" });
  for (const topic of rules.topics) {
    const facts = {};
    let step = rules.next(topic, facts, "2026-11-20");
    for (let left = 40; "ask" in step; step = rules.next(topic, facts, "2026-11-20")) {
      assert.ok(left-- > 0, `${topic} ends`);
      const { kind, options, unknown } = rules.question(step.ask);
      facts[step.ask] =
        { date: "2026-11-12", money: "129.99", place: "DE" }[kind] ?? options.at(-1);
      if (unknown && kind === "date") facts[step.ask] = "unknown";
    }
    assert.ok(step.decision.remedies.length, topic);
  }
});

it("headless: invalid input is reported", async () => {
  const rules = await own("hekka");
  assert.throws(() => rules.check("no_such", {}, "2026-11-20"), { message: "no_such_topic" });
  assert.throws(() => rules.check("return", {}, "20.11.2026"));
  assert.throws(() => rules.check("return", { ship_to: "Atlantis" }, "2026-11-20"), /ship_to/);
  await assert.rejects(Rules.load({ policy: new Uint8Array([1, 2, 3]) }));
  await assert.rejects(Rules.load({ api: URL_BASE, store: "nobody" }), /404/);
  assert.equal(rules.question("nothing"), undefined);
});
