// The custom element as a storefront developer uses it: when files are loaded, commands before the
// script is loaded, methods, another store in the same tag, a click on the shop's own link, and a
// pinned loader.
import assert from "node:assert/strict";
import http from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { after, before, it } from "node:test";
import { PHONE, URL_BASE, at, browser, press, walk } from "./actions.mjs";

let chromium;
before(async () => { chromium = await browser(); });
after(() => chromium.close());

/** A page of a shop on the Worker's own origin, with the tag and the scripts given. */
async function shop(attributes = 'load="visible"', { head = "", tag = '<script type="module" src="/widget/recourse.js"></script>', above = 0, offline = false } = {}) {
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  page.problems = [];
  page.asked = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("request", (request) => page.asked.push(new URL(request.url()).pathname));
  const address = `${URL_BASE}/storefronts/hekka/`;
  await page.route(address, (route) => route.fulfill({
    contentType: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${head}</head>
      <body><div style="height:${above}px"></div>
      <recourse-widget store="hekka" ${attributes}><a
        href="/v1/stores/hekka/form">Can I return this?</a></recourse-widget>${tag}</body></html>`,
  }));
  if (offline) await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(address);
  return page;
}

const wasm = (page) => page.asked.some((path) => path.endsWith(".wasm"));
/** Waits until everything is loaded and prepared. */
async function prepared(page) {
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/bundle/en")));
  await page.waitForTimeout(300);
}
const up = (page) => page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });

for (const [load, early] of [["visible", false], ["intent", false], ["eager", true], ["idle", true]]) {
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
  const page = await (await chromium.newContext({ viewport: PHONE, colorScheme: "dark" })).newPage();
  await page.route(`${URL_BASE}/storefronts/hekka/`, (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="pt_PT_ao90"><meta charset="utf-8"><title>Shop</title>
    <div id="drawer"><recourse-widget store="hekka" load="visible" fact-sent_back="not_sent"
      topic="return" api="${URL_BASE}/"></recourse-widget></div>
    <script type="module" src="/widget/recourse.js"></script>` }));
  await page.goto(`${URL_BASE}/storefronts/hekka/`);
  await up(page);
  const widget = page.locator("recourse-widget");
  const seen = await widget.evaluate((it) => { const root = it.shadowRoot.querySelector(".root"); return [root.lang, getComputedStyle(root).backgroundColor]; });
  assert.deepEqual(seen, ["pt-PT", "rgb(255, 255, 255)"], "a page without a color scheme is light");
  await page.evaluate(() => { window.keys = []; for (const kind of ["keydown", "keyup"]) drawer.addEventListener(kind, ({ key }) => keys.push(key)); });
  await page.locator("recourse-widget input").first().focus();
  for (const key of ["a", "Escape"]) await page.keyboard.press(key);
  assert.deepEqual(await page.evaluate(() => keys), ["Escape", "Escape"]);
  await widget.evaluate((it) => { it.reset(); it.reset(); });
  await up(page);
  await widget.evaluate((it) => { it.hidden = true; });
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
  const held = new Promise((done) => { go = done; });
  await other.route("**/bundle/de", async (route) => { await held; await route.continue(); });
  await other.evaluate(() => document.querySelector("recourse-widget").setAttribute("lang", "de"));
  await other.waitForTimeout(100);
  await other.evaluate(() => document.querySelector("recourse-widget").setAttribute("lang", "fr"));
  await other.waitForFunction(() => document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]").lang === "fr");
  go();
  await other.waitForTimeout(400);
  assert.equal(await other.evaluate(() => document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]").lang), "fr");
});

it("prerender: prerendered pages send no events, store nothing and load nothing", async () => {
  const page = await shop('load="visible"', { head: "<script>window.received = []; for (const type of ['ready', 'topics', 'question', " +
    "'answer', 'review', 'decision']) addEventListener(`recourse:${type}`, " +
    "() => received.push(type));</script>" });
  await up(page);
  await page.locator("recourse-widget input[value=return]").check();
  await press(page, "Continue");
  await page.locator('recourse-widget [data-page="question"]').waitFor();
  // As many idle periods as there are pages, and more. After a press without a frame to draw, a
  // headless browser has none.
  const idle = () => page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestIdleCallback(go, { timeout: 1_000 }))));
  for (let turn = 0; turn < 20; turn++) await idle();
  assert.deepEqual(await page.evaluate(() => received), ["ready", "topics", "question"]);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, "no question is answered yet");
  assert.ok(!page.asked.some((path) => path.includes("/request.")), "no remedy can be requested yet");
  assert.equal(await page.locator("recourse-widget [data-page]").count(), 1);
  assert.deepEqual(page.problems, []);
});

for (const inside of [true, false]) {
  it(`element: without load it opens ${inside ? "by a click on its link" : "in view, as it has no link"}`, async () => {
    const page = await shop(inside ? "" : "data-empty", { head: inside ? "" : "<script>addEventListener('DOMContentLoaded', " +
      "() => document.querySelector('[data-empty]').replaceChildren())</script>" });
    if (!inside) return up(page);
    await prepared(page);
    assert.equal(await page.locator("recourse-widget [data-page]").count(), 0, "nothing opened it");
    await page.getByRole("link", { name: "Can I return this?" }).click();
    await up(page);
    assert.deepEqual(page.problems, []);
  });
}

it('element: load="click" prepares in view without a layout shift; the link or button opens it', async () => {
  const page = await shop('load="click" style="display: block"', { head: "<script>window.moved = 0; new PerformanceObserver((list) => { for (const entry of " +
    "list.getEntries()) if (!entry.hadRecentInput) moved += entry.value; " +
    "}).observe({ type: 'layout-shift', buffered: true });</script>" });
  await prepared(page);
  assert.equal(await page.locator("recourse-widget [data-page]").count(), 0, "nothing opened it");
  await page.evaluate(() => { document.querySelector("recourse-widget").innerHTML = "<button type=button>Can I return this?</button>"; });
  const before = page.asked.length;
  // What the page sets after the preparation counts, too.
  await page.evaluate(() => { document.querySelector("recourse-widget").facts = { ship_to: "MX" }; });
  await page.getByRole("button", { name: "Can I return this?" }).click();
  await up(page);
  assert.equal(page.asked.length, before, "everything was loaded before");
  assert.equal(await page.evaluate(() => moved), 0);
  assert.equal(await walk(page, "customs_help"), 0, "the only question is answered");
});

it("prerender: pointerdown prerenders the first page out of sight, without events or focus", async () => {
  const page = await shop('load="click" style="display: block"', { head: "<script>window.received = []; for (const kind of ['ready', 'topics', 'question', " +
    "'error']) document.addEventListener('recourse:' + kind, ({ type }) => " +
    "received.push(type));</script>" });
  await prepared(page);
  await page.evaluate(() => {
    window.aside = [];
    const element = document.querySelector("recourse-widget");
    const tall = element.offsetHeight;
    new MutationObserver((changes) => {
      for (const added of changes.flatMap((change) => [...change.addedNodes])) {
        const drawn = added.shadowRoot?.querySelector("h2");
        if (!drawn) continue;
        const { x, y, width, height } = drawn.getBoundingClientRect();
        aside.push({ room: width * height > 0, hit: document.elementFromPoint(x + width / 2, y + height / 2) === element, seen: drawn.checkVisibility({ opacityProperty: true }), inert: added.inert, grown: element.offsetHeight - tall });
      }
    }).observe(element.shadowRoot, { childList: true });
  });
  const link = page.getByRole("link", { name: "Can I return this?" });
  await link.hover();
  await page.mouse.down();
  await page.waitForFunction(() => aside.length && document.querySelector("recourse-widget").shadowRoot.childNodes.length === 1);
  assert.deepEqual(await page.evaluate(() => aside), [{ room: true, hit: false, seen: false, inert: true, grown: 0 }]);
  assert.deepEqual(await page.evaluate(() => received), []);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.mouse.up();
  await up(page);
  assert.deepEqual(await page.evaluate(() => received), ["recourse:ready", "recourse:topics"]);
  assert.equal(await page.evaluate(() => aside.length), 1, "once");
  assert.deepEqual(page.problems, []);
});

it("element: removed and inserted again, it has the shop's own link or the widget with its answers", async () => {
  const page = await shop('load="click" style="display: block"');
  const moved = async () => {
    await page.evaluate(() => { window.taken = document.querySelector("recourse-widget"); window.taken.remove(); });
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
  await page.waitForFunction(() => document.querySelector("recourse-widget").shadowRoot.activeElement?.tagName === "H2");
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
    head: '<script>window.received = []; (window.recourse ||= []).push(["on", "ready", ' +
      '(event) => received.push(event.detail.type)], ["broken"], ["on", "topics", ' +
      '() => { throw new Error("the page\'s own") }], ["facts", { ship_to: "MX" }, ' +
      '"#one"]);</script>',
  });
  await up(page);
  assert.deepEqual(await page.evaluate(() => received), ["ready"]);
  assert.deepEqual(await page.evaluate(() => document.getElementById("one").facts), { ship_to: "MX" });
  assert.equal(await page.evaluate(() => window.recourse.push(["facts", { ship_to: "DE" }])), 0);
  assert.deepEqual(await page.evaluate(() => document.getElementById("one").facts), { ship_to: "DE" });
  assert.deepEqual(page.problems, ["Error: the page's own"], "an error of the page stays an error of the page");
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
  await page.waitForFunction((words) => document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]")?.innerText !== words, words);
  await page.locator('recourse-widget input[value="dead_on_arrival"]').waitFor({ state: "attached" });
  // The new widget is drawn beside the old one, which is removed when the new one is ready.
  await page.waitForFunction(() => document.querySelector("recourse-widget").shadowRoot.querySelectorAll(".place").length === 1);
  assert.equal(await page.locator('recourse-widget input[value="dead_on_arrival"]').count(), 1);
  assert.deepEqual(page.problems, []);
});

it("element: another store that cannot load keeps the current widget and shows a problem below", async () => {
  const page = await shop();
  await up(page);
  const place = page.locator("recourse-widget .place");
  const words = await place.innerText();
  await page.evaluate(() => document.querySelector("recourse-widget").setAttribute("store", "nowhere"));
  const notice = page.locator("recourse-widget .place + [role=status]");
  await notice.waitFor();
  assert.match(await notice.innerText(), /could not be loaded/);
  assert.equal(await place.innerText(), words);
  await page.evaluate(() => document.querySelector("recourse-widget").setAttribute("store", "hekka"));
  await notice.waitFor({ state: "detached" });
  assert.equal(await place.innerText(), words);
  assert.deepEqual(page.problems, []);
});

it("integrity: a page can pin the loader by its hash, and the loader pins every other file", async () => {
  const { loader, files } = await (await fetch(`${URL_BASE}/widget/manifest.json`)).json();
  const page = await shop('load="visible"', { tag: `<script type="module" src="/widget/${loader.file}" integrity="${loader.integrity}" ` +
    `crossorigin></script>` });
  await up(page);
  for (const file of Object.keys(files).filter((file) => !/^(words|request|photo)\./.test(file))) assert.ok(page.asked.includes(`/widget/${file}`), file);
  const changed = await shop('load="visible"', { tag: `<script type="module" src="/widget/${loader.file}" ` +
    `integrity="sha384-${"A".repeat(64)}" crossorigin></script>` });
  await changed.waitForTimeout(500);
  assert.equal(await changed.locator("recourse-widget [data-page]").count(), 0, "one changed byte, and nothing runs");
  assert.equal(await at(page), "topics");
});

it("lazy: the request's chunk loads when a remedy can be requested; a failure is retried", async () => {
  const page = await shop();
  const [part, asked] = ["**/widget/request.*.wasm", () => page.asked.filter((path) => path.includes("/widget/request.")).length];
  await up(page);
  await page.evaluate(() => {
    window.failed = [];
    document.addEventListener("recourse:error", (event) => failed.push(event.detail.detail.file));
  });
  await page.route(part, (route) => route.abort());
  assert.equal(asked(), 0, "no question is answered yet");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await page.waitForTimeout(300);
  assert.equal(asked(), 1, "a remedy can be requested");
  const wish = page.getByRole("button", { name: "Make this request" });
  const notice = page.locator("recourse-widget [role=alert]").getByText("Part of this page could not be loaded");
  await wish.click();
  await notice.waitFor();
  // A file with other bytes is not run.
  await page.unroute(part);
  await page.route(part, (route) => route.fulfill({ contentType: "application/wasm", body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }));
  await wish.click();
  await page.waitForTimeout(500);
  await notice.waitFor();
  assert.equal(await at(page), "decision");
  await page.unroute(part);
  await press(page, "Make this request");
  assert.equal(await at(page), "claim");
  assert.equal(asked(), 4);
  assert.deepEqual(await page.evaluate(() => failed), Array(3).fill("request.wasm"), "each failed try is reported");
  assert.deepEqual(page.problems, []);
});

it("lazy: the photo script loads with the request; a changed file is not run, and it is retried", async () => {
  const page = await shop();
  await up(page);
  const part = /\/widget\/photo\./;
  const notice = page.locator("recourse-widget [role=alert]").getByText("Part of this page could not be loaded");
  await page.route(part, (route) => route.fulfill({ contentType: "text/javascript", headers: { "access-control-allow-origin": "*" }, body: "window.forged = true; export const add = 0, files = 0;" }));
  assert.ok(!page.asked.some((path) => path.includes("/photo.")), "no question is answered yet");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  const wish = page.getByRole("button", { name: "Make this request" });
  await wish.click();
  await notice.waitFor();
  await page.unroute(part);
  // Neither file loads, as without a network: each failure is reported, none is an uncaught error.
  const away = /\/widget\/(photo|request)\./;
  await page.route(away, (route) => route.abort());
  await wish.click();
  await page.waitForTimeout(500);
  await notice.waitFor();
  assert.equal(await at(page), "decision");
  await page.unroute(away);
  await press(page, "Make this request");
  assert.equal(await at(page), "claim");
  assert.equal(await page.evaluate(() => window.forged), undefined);
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
  await page.locator("recourse-widget[store=hekka]").getByRole("button", { name: "Continue" }).click();
  await page.locator("recourse-widget[store=hekka] [data-page=question]").waitFor();
  assert.deepEqual(page.problems, []);
});

/** The response as it was sent, without decoding. */
const raw = (path, headers = {}, method = "GET") => new Promise((done, fail) => {
  http.request(URL_BASE + path, { method, headers }, (answer) => {
    const chunks = [];
    answer.on("data", (chunk) => chunks.push(chunk)).on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }));
  }).on("error", fail).end();
});

it("wasm: it is served as the build compressed it; other clients get another encoding", async () => {
  const { files } = await (await fetch(`${URL_BASE}/widget/manifest.json`)).json();
  const file = Object.keys(files).find((name) => name.endsWith(".wasm"));
  const path = `/widget/${file}`;
  const [small, other, none] = [await raw(path, { "accept-encoding": "br, gzip;q=0.5" }), await raw(path, { "accept-encoding": "gzip" }), await raw(path)];
  assert.deepEqual([small.status, small.headers["content-encoding"], small.headers["content-type"]], [200, "br", "application/wasm"]);
  assert.match(small.headers.vary, /accept-encoding/i);
  const whole = brotliDecompressSync(small.body);
  for (const answer of [other, none]) {
    const body = answer.headers["content-encoding"] === "gzip" ? gunzipSync(answer.body) : answer.body;
    assert.ok(body.equals(whole), `as ${answer.headers["content-encoding"] ?? "it is"}`);
    for (const name of ["content-type", "cache-control", "access-control-allow-origin"]) assert.equal(answer.headers[name], small.headers[name], name);
  }
  assert.ok(brotliDecompressSync((await raw(`${path}?v=7`, { "accept-encoding": "br" })).body).equals(whole), "a query string added by a CDN changes nothing");
  const again = await raw(path, { "accept-encoding": "br", "if-none-match": small.headers.etag });
  assert.deepEqual([again.status, again.body.length], [304, 0]);
  const head = await raw(path, { "accept-encoding": "br" }, "HEAD");
  assert.deepEqual([head.status, head.body.length, head.headers["content-encoding"]], [200, 0, "br"]);
  const gone = await raw("/widget/widget.000000000000.wasm", { "accept-encoding": "br" });
  assert.deepEqual([gone.status, gone.headers["cache-control"]], [404, "no-store"], "a missing file is not cached");
});
