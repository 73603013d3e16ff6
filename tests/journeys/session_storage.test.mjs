// What the widget stores for the shopper: an amount as it was typed, the only link to a claim, and
// the position in the interview after a reload.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import {
  PHONE,
  URL_BASE,
  answer,
  at,
  browser,
  fillContact,
  press,
  send,
  walk,
} from "./actions.mjs";
import { ADDRESS, LOADER, serve, up } from "./shop_page.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

/**
 * A page of a shop with this body; `more` is the body of another page of the shop, under `?more`.
 */
async function shop(body, more = body) {
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await page.addInitScript(() => {
    window.received = [];
    for (const type of ["question", "claim", "receipt"])
      document.addEventListener(`recourse:${type}`, () => received.push(type));
  });
  await serve(page, (url) => `${url.endsWith("?more") ? more : body}${LOADER}`);
  return page;
}

const tag = (attributes) => `<recourse-widget load="visible" ${attributes}></recourse-widget>`;
const link = (page) => page.locator("recourse-widget [data-claim] a[target]");

/** Sends a request and returns the link to its status page. */
async function sent(page) {
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await fillContact(page);
  await send(page);
  return link(page).getAttribute("href");
}

/** The field of the first question for an amount. */
async function amountField(page) {
  await up(page);
  const amount = page.locator("recourse-widget input[inputmode=decimal]");
  while (!(await amount.count())) {
    assert.equal(await at(page), "question", "an amount is asked for");
    await answer(page, {
      fault_cause: "product",
      troubleshooting_done: "yes",
      special_warranty: "no",
    });
  }
  return amount;
}

it("amount: one that can be read in two ways is asked for again, and the chosen reading is used", async () => {
  const page = await shop(tag('store="xiaomiforsale" topic="defective"'));
  const amount = await amountField(page);
  await amount.pressSequentially("1,299");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  const alert = page.locator("recourse-widget [role=alert]");
  assert.match(await alert.innerText(), /Which amount in USD do you mean by “1,299”/);
  const readings = page.locator("recourse-widget input[name=reading]");
  assert.deepEqual(await readings.evaluateAll((all) => all.map(({ value }) => value)), [
    "1299.00",
    "1.30",
  ]);
  assert.equal(await readings.locator(":checked").count(), 0, "no reading is preselected");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  assert.match(await alert.innerText(), /1,299/, "it is asked until one is chosen");
  await readings.first().check();
  await press(page, "Continue");
  while ((await at(page)) === "question") await answer(page);
  assert.match(await page.locator("recourse-widget .answers").innerText(), /US\$1,299\.00/);
});

it("amount: the typed text is kept while typing, with any thousands separator", async () => {
  const page = await shop(tag('store="xiaomiforsale" topic="defective"'));
  const amount = await amountField(page);
  await amount.pressSequentially("1,299.50");
  assert.equal(await amount.inputValue(), "1,299.50", "the field is not rewritten while typing");
  await press(page, "Continue");
  while ((await at(page)) === "question") await answer(page);
  assert.match(await page.locator("recourse-widget .answers").innerText(), /US\$1,299\.50/);
});

it("session_storage: the only link to a claim survives another topic and a chunk that does not load", async () => {
  const page = await shop(
    tag('store="hekka" order="R-1"'),
    tag('store="hekka" order="R-1" topic="return"'),
  );
  await up(page);
  const followed = await sent(page);
  await page.goto(`${ADDRESS}?more`);
  await page.locator("recourse-widget [data-page=question]").waitFor();
  const part = /\/widget\/request\./;
  await page.route(part, (route) => route.abort());
  await page.goto(ADDRESS);
  await page
    .locator("recourse-widget [role=alert]")
    .getByText("Part of this page could not be loaded")
    .waitFor();
  await page.reload();
  await page.locator("recourse-widget [role=alert]").waitFor();
  await page.unroute(part);
  await page.locator("recourse-widget button").getByText("Try again").click();
  await link(page).waitFor();
  assert.equal(await link(page).getAttribute("href"), followed);
  await page.waitForFunction(
    () => document.querySelector("recourse-widget").shadowRoot.activeElement?.localName === "h2",
  );
  assert.deepEqual(
    await page.evaluate(() => received),
    ["receipt"],
    "once, although the chunk loaded at the third try",
  );
  assert.deepEqual(page.problems, []);
});

it("session_storage: after a policy change the questions are asked again, and the typed request is kept", async () => {
  const page = await shop(tag('store="hekka"'));
  await up(page);
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
  await page.locator("recourse-widget textarea").fill("It is the wrong colour");
  await page.evaluate(() => {
    const place = sessionStorage.key(0);
    sessionStorage.setItem(
      place,
      JSON.stringify({ ...JSON.parse(sessionStorage.getItem(place)), policy: "another" }),
    );
  });
  // A shopper may be interrupted more than once.
  for (const time of ["once", "twice"]) {
    await page.reload();
    await up(page);
    assert.equal(await at(page), "question", `${time}: the first question of the same topic`);
  }
  while ((await at(page)) === "question") await answer(page, { sent_back: "not_sent" });
  await press(page, "See the answer");
  await press(page, "Make this request");
  assert.equal(
    await page.locator("recourse-widget input[name=email]").inputValue(),
    "shopper@example.com",
  );
  assert.equal(
    await page.locator("recourse-widget textarea").inputValue(),
    "It is the wrong colour",
  );
  assert.deepEqual(page.problems, []);
});

it("facts: facts set in the ready event are used, and the focus elsewhere in the page stays there", async () => {
  const page = await shop(
    `<input id="search"><script>addEventListener("recourse:ready", ({ target }) => { ` +
      `target.facts = { sent_back: "not_sent" }; ` +
      `});</script>${tag('store="hekka" topic="return"')}`,
  );
  await page.locator("recourse-widget [data-page=question]").waitFor();
  const title = () => page.locator("recourse-widget h2").innerText();
  assert.notEqual(await title(), "Have you already sent the item back?");
  await page.locator("#search").focus();
  const before = await title();
  await page.evaluate(() => {
    document.querySelector("recourse-widget").facts = {
      sent_back: "not_sent",
      delivered_on: "2020-01-01",
    };
  });
  await page.waitForFunction(
    (before) =>
      document.querySelector("recourse-widget").shadowRoot.querySelector("h2").innerText !== before,
    before,
  );
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
});

it("clipboard: a text that an office program copies together with its picture is pasted as text", async () => {
  const page = await shop(tag('store="hekka"'));
  await up(page);
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  const [kept, rows] = await page.locator("recourse-widget textarea").evaluate(async (note) => {
    const data = new DataTransfer();
    data.setData("text/plain", "Serial 4711");
    data.items.add(new File(["picture"], "image.png", { type: "image/png" }));
    const paste = new ClipboardEvent("paste", {
      clipboardData: data,
      cancelable: true,
      bubbles: true,
    });
    note.dispatchEvent(paste);
    return [!paste.defaultPrevented, note.getRootNode().querySelectorAll(".photos li").length];
  });
  assert.deepEqual([kept, rows], [true, 0]);
});

it("bundle: a damaged bundle is not shown; the page reports a problem, and a tap retries", async () => {
  const page = await shop("");
  const whole = await (await page.request.get(`${URL_BASE}/v1/stores/hekka/bundle/en`)).body();
  const length = whole.readUInt32LE(0);
  for (const [what, body] of [
    ["nothing", whole.subarray(0, 0)],
    ["half of its length", whole.subarray(0, 2)],
    ["half of the policy", whole.subarray(0, length / 2)],
    ["no words", whole.subarray(0, 4 + length)],
    ["half of the words", whole.subarray(0, (whole.length + length) / 2)],
    ["a captive portal's page", Buffer.from("<!doctype html><title>Sign in</title>")],
  ]) {
    await page.route("**/bundle/en", (route) => route.fulfill({ body }));
    await page.evaluate((tag) => {
      document.body.innerHTML = tag;
    }, tag('store="hekka"'));
    await page.locator("recourse-widget [role=status]").waitFor({ timeout: 10_000 });
    assert.equal(await page.locator("recourse-widget [data-page]").count(), 0, what);
    await page.unroute("**/bundle/en");
    await page.locator("recourse-widget [role=status]").click();
    await up(page);
    assert.equal(await page.locator("recourse-widget [role=status]").count(), 0, what);
  }
  assert.deepEqual(page.problems, []);
});
