// The page for developers: every tag that it prints works on a page of its own, under the content
// security policy that it prints.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, it } from "node:test";
import { DESKTOP, PHONE, URL_BASE, browser, press, walk } from "./actions.mjs";

let chromium, page;
const problems = [];
before(async () => {
  chromium = await browser();
  page = await (await chromium.newContext({ viewport: DESKTOP })).newPage();
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(`${URL_BASE}/developers/`);
  await page.locator("recourse-widget [data-page=topics]").waitFor();
});
after(() => chromium.close());

const set = (name) => page.locator(`#settings [name="${name}"]`);
const snippet = () => page.locator("#snippet").innerText();
const policy = () => page.locator("#policy").innerText();

/** Waits until the widget of the new store has replaced the other one. */
const shown = (store) =>
  page.waitForFunction(
    (store) =>
      [...document.querySelectorAll("#log li")]
        .findLast((line) => line.textContent.includes("recourse:ready"))
        ?.textContent.includes(`"${store}"`),
    store,
  );

/**
 * A page with only the tag, under the content security policy that the page for developers prints.
 */
async function alone(tag, csp) {
  const shop = await (await chromium.newContext({ viewport: PHONE })).newPage();
  shop.problems = [];
  shop.on("pageerror", (error) => shop.problems.push(String(error)));
  shop.on("console", (message) => message.type() === "error" && shop.problems.push(message.text()));
  const html = tag.split("/* CSS */")[0];
  await shop.route(`${URL_BASE}/shop/`, (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "content-security-policy": `default-src 'none'; ${csp}` },
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>${html}`,
    }),
  );
  await shop.goto(`${URL_BASE}/shop/`);
  return shop;
}

it("developers: the reference has every row of custom-elements.json", async () => {
  const [element] = JSON.parse(
    readFileSync(new URL("../../widget/js/npm/custom-elements.json", import.meta.url), "utf8"),
  ).modules[0].declarations;
  for (const rows of ["attributes", "events", "members", "cssProperties", "cssParts", "slots"]) {
    assert.equal(await page.locator(`[data-rows=${rows}] tr`).count(), element[rows].length, rows);
  }
});

it("developers: a changed setting updates the widget and the snippet at once", async () => {
  await set("--rc-accent").fill("#7a1fa2");
  const button = page.locator("recourse-widget .primary");
  await page.waitForFunction(
    () =>
      getComputedStyle(
        document.querySelector("recourse-widget").shadowRoot.querySelector(".primary"),
      ).backgroundColor === "rgb(122, 31, 162)",
  );
  assert.match(await snippet(), /--rc-accent: #7a1fa2;/);
  await set("--rc-accent").fill("#ffe066");
  assert.match(await page.locator("#contrast").innerText(), /some shoppers cannot read/);
  await set("--rc-accent").fill("#0b6b57");
  assert.match(
    await snippet(),
    /recourse-widget \{\n  display: block;\n  min-block-size: 100svh;\n\}/,
    "a widget that opens by itself reserves room, and defaults are left out",
  );
  await set("load").selectOption("click");
  assert.doesNotMatch(await snippet(), /CSS/, "a widget that opens by a click reserves no room");
  await set("load").selectOption("visible");
  await set("lang").selectOption("de");
  await page.getByRole("button", { name: "Weiter" }).waitFor();
  await set("lang").selectOption("en");
  await set("store").selectOption("xiaomiforsale");
  await shown("xiaomiforsale");
  await page
    .locator('recourse-widget input[value="dead_on_arrival"]')
    .waitFor({ state: "attached" });
  assert.ok((await set("topic").locator("option").count()) > 5);
  await set("store").selectOption("hekka");
  await shown("hekka");
  await page
    .locator('recourse-widget input[value="changed_mind"], recourse-widget input[value="return"]')
    .first()
    .waitFor({ state: "attached" });
  assert.ok(await button.isVisible());
});

it("developers: the event log shows events without answers", async () => {
  await set("facts").fill("");
  await set("facts").blur();
  await page.evaluate(() => {
    window.received = [];
    for (const name of ["topics", "question", "answer", "review", "decision", "claim", "error"])
      addEventListener(`recourse:${name}`, ({ detail }) => window.received.push(detail));
  });
  // An answer that occurs in no other text by chance.
  assert.equal(await walk(page, "customs_help", { country: "Kyrgyzstan" }), 1);
  await page.locator("#log", { hasText: "recourse:decision" }).waitFor();
  const received = await page.evaluate(() => window.received);
  assert.deepEqual(
    received.map(({ type }) => type),
    ["question", "answer", "review", "decision"],
  );
  assert.deepEqual(
    received.map(({ detail }) => detail),
    [{}, { question: "ship_to" }, {}, {}],
  );
  for (const text of [JSON.stringify(received), await page.locator("#log").innerText()])
    assert.doesNotMatch(text, /"KG"|Kyrgyzstan/i);
});

it("developers: the snippet works on its own page under the printed content security policy", async () => {
  await set("facts").fill("ship_to=MX");
  await set("facts").blur();
  for (const kind of ["html", "pinned"]) {
    await page.locator("#kind").selectOption(kind);
    const shop = await alone(await snippet(), await policy());
    await shop.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
    assert.equal(await walk(shop, "customs_help"), 0, "the fact in the tag is used");
    assert.deepEqual(shop.problems, [], kind);
  }
});

it("developers: a nonce-based content security policy works as printed", async () => {
  await page.locator("#kind").selectOption("html");
  const csp = (await page.locator("#nonces").innerText()).replace("…", "Zm9vYmFy");
  assert.ok(!/script-src[^;]*http/.test(csp), "no origin is allowed");
  const shop = await alone((await snippet()).replace("<script ", '<script nonce="Zm9vYmFy" '), csp);
  await shop.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  // The script that re-encodes photos loads with the request and needs the same nonce.
  await walk(shop, "wrong_item", { sent_back: "not_sent" });
  await press(shop, "Make this request");
  assert.deepEqual(shop.problems, []);
  const other = await alone(await snippet(), csp);
  await other.waitForFunction(() => document.readyState === "complete");
  assert.equal(
    await other.evaluate(() => Boolean(customElements.get("recourse-widget"))),
    false,
    "without the nonce no script runs",
  );
});

it("developers: without 'wasm-unsafe-eval' the link stays and leads to the form", async () => {
  const csp = (await policy()).replace(" 'wasm-unsafe-eval'", "");
  const shop = await alone(await snippet(), csp);
  await shop.locator("recourse-widget [role=status]").waitFor();
  await shop.locator("recourse-widget > a").click();
  await shop.waitForURL("**/v1/stores/hekka/form?lang=en");
});

it("developers: each platform has its snippet", async () => {
  for (const [kind, wanted] of [
    ["react", /facts=\{\{"ship_to":"MX"\}\}/],
    ["vue", /:facts='\{"ship_to":"MX"\}'/],
    ["liquid", /Id of your store +hekka/],
    ["woocommerce", /\[recourse .*fact_ship_to="MX"\]/],
  ]) {
    await page.locator("#kind").selectOption(kind);
    assert.match(await snippet(), wanted, kind);
  }
  assert.deepEqual(problems, []);
});
