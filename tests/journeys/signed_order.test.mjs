// Signed orders: signed facts are not asked, and the claim says that its order is signed.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, it } from "node:test";
import { DESK, PHONE, URL_BASE, at, browser, open, press, send, walk } from "./actions.mjs";

/** The key of `edge/.dev.vars`, which is public. */
const SECRET = Buffer.from("ZGV2ZWxvcG1lbnQtb25seS1kZXZlbG9wbWVudC1vbmx5LTE", "base64url");
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
function sign(payload) {
  const text =
    `${part({ alg: "HS256", kid: "dev-hs" })}.` +
    `${part({ store: "hekka", exp: Math.floor(Date.now() / 1000) + 600, ...payload })}`;
  return `${text}.${createHmac("sha256", SECRET).update(text).digest("base64url")}`;
}

let chromium, context;
before(async () => {
  chromium = await browser();
  context = await chromium.newContext({ viewport: PHONE });
});
after(() => chromium.close());

/** The shop's page with another order in its tag. */
async function ordered(attributes) {
  const page = await open(context, "hekka");
  await page.evaluate((attributes) => {
    const old = document.querySelector("recourse-widget");
    const element = document.createElement("recourse-widget");
    for (const [name, value] of Object.entries({ store: "hekka", lang: "en", ...attributes }))
      element.setAttribute(name, value);
    old.replaceWith(element);
  }, attributes);
  await page.locator("recourse-widget [data-page=topics]").waitFor();
  return page;
}

async function claimed(page) {
  await press(page, "Make this request");
  await page.locator("recourse-widget input[name=email]").fill("signed@shopper.example");
}

it("signed_order: signed facts are not asked, and the claim is signed", async () => {
  const order = `Ü-${Date.now()}`;
  const token = sign({
    order,
    facts: { sent_back: "not_sent" },
    items: [{ item: "SKU-1", quantity: 2 }],
  });
  const open = await ordered({ order });
  const asked = await walk(open, "wrong_item", { sent_back: "not_sent" });
  const page = await ordered({ "signed-order": token, item: "SKU-1" });
  assert.equal(await walk(page, "wrong_item"), asked - 1, "one question less");
  await claimed(page);
  assert.equal(
    await page.locator("recourse-widget input[name=order]").inputValue(),
    order,
    "its number is known",
  );
  await send(page);
  const id = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
  const claim = await (await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })).json();
  assert.deepEqual(
    [claim.order, claim.check, claim.contact.order, claim.facts.sent_back],
    ["signed", "checked", order, "not_sent"],
  );
  assert.deepEqual(claim.items, [{ item: "SKU-1", quantity: 1, ordered_quantity: 2 }]);
  // The same claim from another tab: the shop has it, says so, and gives the link to the holder of
  // the signed order.
  const other = await ordered({ "signed-order": token, item: "SKU-1" });
  await walk(other, "wrong_item");
  await claimed(other);
  await send(other);
  assert.equal(await other.locator("recourse-widget [data-claim]").getAttribute("data-claim"), id);
  assert.equal(await other.locator("recourse-widget [data-claim] a[target]").count(), 1);
});

it("signed_order: a forged order is refused with a helpful message, and nothing typed is lost", async () => {
  const order = `X-${Date.now()}`;
  const page = await ordered({ "signed-order": `${sign({ order })}A` });
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await claimed(page);
  await page.getByRole("button", { name: "Send the request", exact: true }).click();
  const problem = page.locator("recourse-widget .problem");
  await problem.waitFor();
  assert.match(await problem.innerText(), /bad_signed_order/);
  assert.equal(await at(page), "claim");
  assert.equal(
    await page.locator("recourse-widget input[name=email]").inputValue(),
    "signed@shopper.example",
  );
});

it("duplicate_claim: without a signed order the shopper gets the number and no link", async () => {
  const order = `S-${Date.now()}`;
  for (const links of [1, 0]) {
    const page = await ordered({ order, item: "SKU-7" });
    await walk(page, "wrong_item", { sent_back: "not_sent" });
    await claimed(page);
    await send(page);
    assert.equal(await page.locator("recourse-widget [data-claim] a[target]").count(), links);
    if (!links) await page.getByText("You have already made this request").waitFor();
  }
});
