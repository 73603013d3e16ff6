// The custom element as a storefront developer uses it: when files are loaded, commands before the
// script is loaded, methods, another store in the same tag, a click on the shop's own link.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { PHONE, URL_BASE, browser, press, walk } from "./actions.mjs";
import { prepared, shopPage, up, wasm } from "./shop_page.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const shop = (...args) => shopPage(chromium, ...args);

for (const [load, early] of [
  ["visible", false],
  ["intent", false],
  ["eager", true],
  ["idle", true],
]) {
  it(`element: load="${load}": far below the fold it is ${early ? "loaded" : "not loaded yet"}`, async () => {
    const page = await shop(`load="${load}"`, { above: 4_000 });
    if (early) return up(page);
    await page.waitForTimeout(400);
    assert.equal(wasm(page), false, "no file is loaded");
    await page.locator("recourse-widget").scrollIntoViewIfNeeded();
    if (load === "intent") {
      await page.waitForTimeout(400);
      assert.equal(wasm(page), false, "in view but not opened");
      await page.locator("recourse-widget > a").hover();
      await page.mouse.down();
    }
    await up(page);
  });
}

it("element: it follows color scheme and language of the page, lets Escape through, resets once", async () => {
  const page = await (
    await chromium.newContext({ viewport: PHONE, colorScheme: "dark" })
  ).newPage();
  await page.route(`${URL_BASE}/storefronts/hekka/`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="pt_PT_ao90"><meta charset="utf-8"><title>Shop</title>
    <div id="drawer"><recourse-widget store="hekka" load="visible" fact-sent_back="not_sent"
      topic="return" api="${URL_BASE}/"></recourse-widget></div>
    <script type="module" src="/widget/recourse.js"></script>`,
    }),
  );
  await page.goto(`${URL_BASE}/storefronts/hekka/`);
  await up(page);
  const widget = page.locator("recourse-widget");
  const seen = await widget.evaluate((it) => {
    const root = it.shadowRoot.querySelector(".root");
    return [root.lang, getComputedStyle(root).backgroundColor];
  });
  assert.deepEqual(seen, ["pt-PT", "rgb(255, 255, 255)"], "a page without a color scheme is light");
  await page.evaluate(() => {
    window.keys = [];
    for (const kind of ["keydown", "keyup"])
      drawer.addEventListener(kind, ({ key }) => keys.push(key));
  });
  await page.locator("recourse-widget input").first().focus();
  for (const key of ["a", "Escape"]) await page.keyboard.press(key);
  assert.deepEqual(await page.evaluate(() => keys), ["Escape", "Escape"]);
  await widget.evaluate((it) => {
    it.reset();
    it.reset();
  });
  await up(page);
  await widget.evaluate((it) => {
    it.hidden = true;
  });
  assert.equal(await widget.isVisible(), false);
});

it("element: a late load opens nothing after the shopper has moved on; the last language counts", async () => {
  const page = await shop("", { head: "<script>window.left = 0;</script>" });
  await page.route("**/glue.*", () => {});
  await page.evaluate(() => customElements.whenDefined("recourse-widget"));
  await page.getByRole("link", { name: "Can I return this?" }).click();
  const address = page.url();
  await page.evaluate(() => document.querySelector("recourse-widget").remove());
  await page.waitForTimeout(8_500);
  assert.equal(page.url(), address, "the shopper has moved on");
  const other = await shop('load="visible"');
  await up(other);
  let go;
  const held = new Promise((done) => {
    go = done;
  });
  await other.route("**/bundle/de", async (route) => {
    await held;
    await route.continue();
  });
  await other.evaluate(() => document.querySelector("recourse-widget").setAttribute("lang", "de"));
  await other.waitForTimeout(100);
  await other.evaluate(() => document.querySelector("recourse-widget").setAttribute("lang", "fr"));
  await other.waitForFunction(
    () =>
      document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]").lang ===
      "fr",
  );
  go();
  await other.waitForTimeout(400);
  assert.equal(
    await other.evaluate(
      () => document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]").lang,
    ),
    "fr",
  );
});

for (const inside of [true, false]) {
  it(`element: without load it opens ${inside ? "by a click on its link" : "in view, as it has no link"}`, async () => {
    const page = await shop(inside ? "" : "data-empty", {
      head: inside
        ? ""
        : "<script>addEventListener('DOMContentLoaded', " +
          "() => document.querySelector('[data-empty]').replaceChildren())</script>",
    });
    if (!inside) return up(page);
    await prepared(page);
    assert.equal(await page.locator("recourse-widget [data-page]").count(), 0, "nothing opened it");
    await page.getByRole("link", { name: "Can I return this?" }).click();
    await up(page);
    assert.deepEqual(page.problems, []);
  });
}

it('element: load="click" prepares in view without a layout shift; the link or button opens it', async () => {
  const page = await shop('load="click" style="display: block"', {
    head:
      "<script>window.moved = 0; new PerformanceObserver((list) => { for (const entry of " +
      "list.getEntries()) if (!entry.hadRecentInput) moved += entry.value; " +
      "}).observe({ type: 'layout-shift', buffered: true });</script>",
  });
  await prepared(page);
  assert.equal(await page.locator("recourse-widget [data-page]").count(), 0, "nothing opened it");
  await page.evaluate(() => {
    document.querySelector("recourse-widget").innerHTML =
      "<button type=button>Can I return this?</button>";
  });
  const before = page.asked.length;
  // What the page sets after the preparation counts, too.
  await page.evaluate(() => {
    document.querySelector("recourse-widget").facts = { ship_to: "MX" };
  });
  await page.getByRole("button", { name: "Can I return this?" }).click();
  await up(page);
  assert.equal(page.asked.length, before, "everything was loaded before");
  assert.equal(await page.evaluate(() => moved), 0);
  assert.equal(await walk(page, "customs_help"), 0, "the only question is answered");
});

it("element: removed and inserted again, it has the shop's own link or the widget with its answers", async () => {
  const page = await shop('load="click" style="display: block"');
  const moved = async () => {
    await page.evaluate(() => {
      window.taken = document.querySelector("recourse-widget");
      window.taken.remove();
    });
    // Removed for longer than a move takes.
    await page.waitForTimeout(50);
    await page.evaluate(() => document.body.append(window.taken));
  };
  await prepared(page);
  await moved();
  const link = page.getByRole("link", { name: "Can I return this?" });
  await link.click();
  await up(page);
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await moved();
  await up(page);
  assert.match(await page.locator("recourse-widget .answers").innerText(), /No, I still have it/);
  assert.equal(await page.locator("recourse-widget > a").isVisible(), false, "one of the two");
  assert.deepEqual(page.problems, []);
});

it("element: a click on the shop's own link opens the widget, and its heading has the focus", async () => {
  const page = await shop('load="intent"');
  await page.locator("recourse-widget > a").click();
  await up(page);
  assert.equal(new URL(page.url()).pathname, "/storefronts/hekka/");
  await page.waitForFunction(
    () => document.querySelector("recourse-widget").shadowRoot.activeElement?.tagName === "H2",
  );
});

it("element: if the widget cannot load, the same click leads to the form", async () => {
  const page = await shop('load="intent"', { offline: true });
  await page.locator("recourse-widget > a").click();
  await page.waitForURL("**/v1/stores/hekka/form", { timeout: 10_000 });
});

it("element: a click with a modifier key is left to the browser", async () => {
  const page = await shop('load="intent"');
  const opened = page.context().waitForEvent("page");
  await page.locator("recourse-widget > a").click({ modifiers: ["Control"] });
  assert.match((await opened).url(), /form|about:blank/);
});

it("element: commands before the script is loaded run afterwards; later commands run at once", async () => {
  const page = await shop('id="one" load="visible"', {
    head:
      '<script>window.received = []; (window.recourse ||= []).push(["on", "ready", ' +
      '(event) => received.push(event.detail.type)], ["broken"], ["on", "topics", ' +
      '() => { throw new Error("the page\'s own") }], ["facts", { ship_to: "MX" }, ' +
      '"#one"]);</script>',
  });
  await up(page);
  assert.deepEqual(await page.evaluate(() => received), ["ready"]);
  assert.deepEqual(await page.evaluate(() => document.getElementById("one").facts), {
    ship_to: "MX",
  });
  assert.equal(await page.evaluate(() => window.recourse.push(["facts", { ship_to: "DE" }])), 0);
  assert.deepEqual(await page.evaluate(() => document.getElementById("one").facts), {
    ship_to: "DE",
  });
  assert.deepEqual(
    page.problems,
    ["Error: the page's own"],
    "an error of the page stays an error of the page",
  );
});

it("element: ready resolves, start works out of sight, reset forgets the answers", async () => {
  const page = await shop('load="intent"', { above: 4_000 });
  await page.evaluate(async () => {
    const element = document.querySelector("recourse-widget");
    await customElements.whenDefined("recourse-widget");
    element.start();
    window.same = (await element.ready) === element;
  });
  assert.equal(await page.evaluate(() => window.same), true);
  await page.locator('recourse-widget input[value="return"]').check({ force: true });
  await press(page, "Continue");
  const form = page.locator("recourse-widget [data-page=question]");
  await form.locator("input[type=radio]").first().check({ force: true });
  await press(page, "Continue");
  assert.ok(await page.evaluate(() => Object.keys(sessionStorage).length), "an answer is stored");
  await page.evaluate(() => document.querySelector("recourse-widget").reset());
  await page.locator("recourse-widget [data-page=topics]").waitFor();
  assert.equal(await page.evaluate(() => Object.keys(sessionStorage).length), 0);
});

it("element: another store in the same tag is another widget, drawn once", async () => {
  const page = await shop();
  await up(page);
  const words = await page.locator("recourse-widget").innerText();
  await page.evaluate(() => {
    const element = document.querySelector("recourse-widget");
    element.setAttribute("order", "N-2");
    element.setAttribute("store", "xiaomiforsale");
  });
  await page.waitForFunction(
    (words) =>
      document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]")
        ?.innerText !== words,
    words,
  );
  await page
    .locator('recourse-widget input[value="dead_on_arrival"]')
    .waitFor({ state: "attached" });
  // The new widget is drawn beside the old one, which is removed when the new one is ready.
  await page.waitForFunction(
    () =>
      document.querySelector("recourse-widget").shadowRoot.querySelectorAll(".place").length === 1,
  );
  assert.equal(await page.locator('recourse-widget input[value="dead_on_arrival"]').count(), 1);
  assert.deepEqual(page.problems, []);
});

it("element: another store that cannot load keeps the current widget and shows a problem below", async () => {
  const page = await shop();
  await up(page);
  const place = page.locator("recourse-widget .place");
  const words = await place.innerText();
  await page.evaluate(() =>
    document.querySelector("recourse-widget").setAttribute("store", "nowhere"),
  );
  const notice = page.locator("recourse-widget .place + [role=status]");
  await notice.waitFor();
  assert.match(await notice.innerText(), /could not be loaded/);
  assert.equal(await place.innerText(), words);
  await page.evaluate(() =>
    document.querySelector("recourse-widget").setAttribute("store", "hekka"),
  );
  await notice.waitFor({ state: "detached" });
  assert.equal(await place.innerText(), words);
  assert.deepEqual(page.problems, []);
});

it("element: a widget that cannot load at first does not change the other widget on the page", async () => {
  const page = await shop();
  await up(page);
  await page.route("**/xiaomiforsale/bundle/en", (route) => route.abort());
  await page.evaluate(() => {
    const other = document.createElement("recourse-widget");
    other.setAttribute("store", "xiaomiforsale");
    other.setAttribute("load", "eager");
    other.id = "other";
    document.body.append(other);
  });
  await page.locator("#other [role=status]").waitFor();
  await page.unroute("**/xiaomiforsale/bundle/en");
  await page.locator("#other [role=status]").click();
  await page.locator("#other [data-page=topics]").waitFor();
  await page.locator('recourse-widget[store=hekka] input[value="return"]').check({ force: true });
  await page
    .locator("recourse-widget[store=hekka]")
    .getByRole("button", { name: "Continue" })
    .click();
  await page.locator("recourse-widget[store=hekka] [data-page=question]").waitFor();
  assert.deepEqual(page.problems, []);
});
