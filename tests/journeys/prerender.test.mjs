// Pages that the widget prerenders: no event, no focus, no storage, no request.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { browser, press } from "./actions.mjs";
import { prepared, shopPage, up } from "./shop_page.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const shop = (...args) => shopPage(chromium, ...args);

it("prerender: prerendered pages send no events, store nothing and load nothing", async () => {
  const page = await shop('load="visible"', {
    head:
      "<script>window.received = []; for (const type of ['ready', 'topics', 'question', " +
      "'answer', 'review', 'decision']) addEventListener(`recourse:${type}`, " +
      "() => received.push(type));</script>",
  });
  await up(page);
  await page.locator("recourse-widget input[value=return]").check();
  await press(page, "Continue");
  await page.locator('recourse-widget [data-page="question"]').waitFor();
  // As many idle periods as there are pages, and more. After a press without a frame to draw, a
  // headless browser has none.
  const idle = () =>
    page.evaluate(
      () =>
        new Promise((go) =>
          requestAnimationFrame(() => requestIdleCallback(go, { timeout: 1_000 })),
        ),
    );
  for (let turn = 0; turn < 20; turn++) await idle();
  assert.deepEqual(await page.evaluate(() => received), ["ready", "topics", "question"]);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, "no question is answered yet");
  assert.ok(
    !page.asked.some((path) => path.includes("/request.")),
    "no remedy can be requested yet",
  );
  assert.equal(await page.locator("recourse-widget [data-page]").count(), 1);
  assert.deepEqual(page.problems, []);
});

it("prerender: pointerdown prerenders the first page out of sight, without events or focus", async () => {
  const page = await shop('load="click" style="display: block"', {
    head:
      "<script>window.received = []; for (const kind of ['ready', 'topics', 'question', " +
      "'error']) document.addEventListener('recourse:' + kind, ({ type }) => " +
      "received.push(type));</script>",
  });
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
        aside.push({
          room: width * height > 0,
          hit: document.elementFromPoint(x + width / 2, y + height / 2) === element,
          seen: drawn.checkVisibility({ opacityProperty: true }),
          inert: added.inert,
          grown: element.offsetHeight - tall,
        });
      }
    }).observe(element.shadowRoot, { childList: true });
  });
  const link = page.getByRole("link", { name: "Can I return this?" });
  await link.hover();
  await page.mouse.down();
  await page.waitForFunction(
    () =>
      aside.length && document.querySelector("recourse-widget").shadowRoot.childNodes.length === 1,
  );
  assert.deepEqual(await page.evaluate(() => aside), [
    { room: true, hit: false, seen: false, inert: true, grown: 0 },
  ]);
  assert.deepEqual(await page.evaluate(() => received), []);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.mouse.up();
  await up(page);
  assert.deepEqual(await page.evaluate(() => received), ["recourse:ready", "recourse:topics"]);
  assert.equal(await page.evaluate(() => aside.length), 1, "once");
  assert.deepEqual(page.problems, []);
});
