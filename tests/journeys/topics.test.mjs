// Every topic of both shops up to its decision, on a phone and on a desktop. If a remedy can be
// requested, a claim is made and read at the desk afterwards.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  DESK,
  DESKTOP,
  PHONE,
  URL_BASE,
  at,
  browser,
  open,
  press,
  verdicts,
  send,
  walk,
} from "./actions.mjs";

const claims = async (store) => {
  const answer = await fetch(`${URL_BASE}/v1/desk/stores/${store}/claims?limit=1000`, {
    headers: DESK,
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).claims;
};

const topics = async (store) =>
  (await (await fetch(`${URL_BASE}/v1/stores/${store}`)).json()).topics;

let chromium;
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
});

for (const store of ["hekka", "xiaomiforsale"]) {
  for (const [name, viewport] of [
    ["a phone", PHONE],
    ["a desktop", DESKTOP],
  ]) {
    describe(`topics of ${store} on ${name}`, () => {
      it(
        "topics: every topic reaches a decision, and claims arrive",
        { timeout: 300_000 },
        async () => {
          for (const topic of await topics(store)) {
            const context = await chromium.newContext({ viewport });
            const page = await open(context, store);
            await walk(page, topic);
            const decided = await verdicts(page);
            assert.ok(decided.length > 0, `${topic}: the decision names its remedies`);
            const wide = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            assert.ok(wide <= 0, `${topic}: the page does not scroll sideways (${wide} px)`);
            if (await page.getByRole("button", { name: "Make this request" }).count())
              await claim(page, store, topic);
            assert.deepEqual(page.problems, [], `${topic}: no problems on the console`);
            await context.close();
          }
        },
      );
    });
  }
}

async function claim(page, store, topic) {
  await press(page, "Make this request");
  await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
  await page.locator("recourse-widget input[name=order]").fill("J-1001");
  await send(page);
  assert.equal(await at(page), "receipt", `${topic}: the claim is accepted`);
  const number = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
  const found = (await claims(store)).find((row) => row.claim === number);
  assert.ok(found, `${topic}: the claim ${number} is in the ledger`);
  const whole = await (
    await fetch(`${URL_BASE}/v1/desk/claims/${number}`, { headers: DESK })
  ).json();
  assert.equal(whole.topic, topic);
  assert.equal(whole.contact.order, "J-1001");
  assert.equal(whole.decision.status, "decided");
}
