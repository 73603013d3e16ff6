// A tag that is written `<recourse-widget … />`: HTML does not close it, and the rest of the page
// is inside. The page stays as it is, and the console names the mistake.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { PHONE, browser } from "./actions.mjs";
import { ADDRESS, LOADER, serve, up } from "./shop_page.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const FORM = "/v1/stores/hekka/form";

/** A page of a shop with this body. */
async function shop(body) {
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  page.errors = [];
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  await serve(page, () => `${LOADER}${body}`);
  return page;
}

const REST = `<main><h1>Jacket</h1><p id="text">A warm jacket</p>
  <p><a id="link" href="${ADDRESS}?other">Other jackets</a></p>
  <button id="buy" onclick="window.bought = (window.bought ?? 0) + 1">Buy</button>
  <input id="search"></main><footer>The shop</footer>`;

it("unclosed_tag: the rest of the page stays, works, and the console says how to close the tag", async () => {
  const page = await shop(`<recourse-widget store="hekka" />${REST}`);
  await page.evaluate(() => {
    window.keys = 0;
    addEventListener("keydown", () => (window.keys += 1));
  });
  await up(page);
  assert.ok(await page.locator("#text").isVisible(), "the text of the page is still shown");
  assert.ok(await page.getByText("The shop", { exact: true }).isVisible());
  await page.locator("#buy").dblclick();
  assert.equal(await page.evaluate(() => bought), 2, "each click on the page's button counts");
  await page.locator("#search").pressSequentially("ab");
  assert.equal(await page.evaluate(() => keys), 2, "the page hears its own keys");
  assert.equal(page.errors.length, 1, page.errors.join());
  assert.match(page.errors[0], /the tag is not closed.*<\/recourse-widget>/);
  await page.locator("#link").click();
  await page.waitForURL(`${ADDRESS}?other`);
});

it("unclosed_tag: a link of the page is followed before the widget is shown, too", async () => {
  const page = await shop(
    `<div style="height:3000px"></div><recourse-widget store="hekka" load="click" />${REST}`,
  );
  await page.waitForFunction(() => customElements.get("recourse-widget"));
  await page.locator("#link").click();
  await page.waitForURL(`${ADDRESS}?other`);
});

it("unclosed_tag: two tags of which neither is closed show two widgets, and the page stays", async () => {
  const page = await shop(
    `<recourse-widget store="hekka" /><p id="text">Between</p>` +
      `<recourse-widget store="hekka" topic="return" />${REST.replace('id="text"', "")}`,
  );
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll("recourse-widget")].filter((one) =>
        one.shadowRoot.querySelector("[data-page]"),
      ).length === 2,
  );
  assert.ok(await page.locator("#text").isVisible());
  assert.ok(await page.locator("#link").isVisible());
});

for (const [name, content] of [
  ["a link in a paragraph", `<p>Any problem? <a href="${FORM}">Can I return this?</a></p>`],
  ["a button", `<button>Can I return this?</button>`],
  [
    "a second link",
    `<p><a href="/policy">Our policy</a> <a href="${FORM}?lang=en">Can I return this?</a></p>`,
  ],
])
  it(`unclosed_tag: a closed tag with ${name} opens by it, and its content goes`, async () => {
    const page = await shop(`<recourse-widget store="hekka">${content}</recourse-widget>`);
    await page.waitForFunction(() => customElements.get("recourse-widget"));
    await page.waitForTimeout(300);
    await page.getByText("Can I return this?").click();
    await up(page);
    assert.ok(!(await page.getByText("Can I return this?").isVisible()));
    assert.deepEqual(page.errors, []);
  });
