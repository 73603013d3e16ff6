// Style isolation: pages with hostile styles and scripts. The widget looks and works the same on
// each of them, to the pixel.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { URL_BASE, browser, press, walk } from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const HOSTS = {
  "a root font of 62.5 %": { css: "html { font-size: 62.5% } body { font-size: 1.6rem }" },
  "a reset of everything": { css: "* { all: unset }" },
  "an !important reset": {
    css:
      "*, *::before, *::after { all: revert; margin: 0 !important; padding: 0 !important; " +
      "box-sizing: content-box !important; letter-spacing: 3px; text-transform: uppercase; " +
      "line-height: 3; text-align: center; color: red; font: italic 30px sans-serif }",
  },
  "element selectors with !important": {
    css:
      "input, select, button, fieldset, legend, label, h2, p, form { display: inline " +
      "!important; border: 9px solid lime !important; position: absolute !important; " +
      "width: 20px !important } .root, .option, .primary { display: none !important }",
  },
  "keyboard events prevented": {
    script:
      "for (const kind of ['keydown', 'keypress', 'keyup']) document.addEventListener(kind," +
      " (event) => { event.preventDefault(); window.taken = true; }); " +
      "document.addEventListener('submit', () => { window.submitted = true; });",
  },
  "changed globals and prototypes": {
    script:
      "window.fetch2 = window.fetch; Array.prototype.extra = () => 1; " +
      "Object.prototype.polluted = 'yes'; window.process = {}; window.module = {}; " +
      "window.define = Object.assign(() => {}, { amd: {} });",
  },
  "twenty timers": {
    script:
      "for (let n = 0; n < 20; n++) setInterval(() => document.body.dataset[`s${n}`] = " +
      "Date.now(), 50);",
  },
  "layers with a high z-index": {
    css:
      ".layer { position: fixed; inset: 0 0 auto; height: 1px; z-index: 2147483647 } " +
      ".slot { position: relative; z-index: -1; isolation: isolate }",
    html: '<div class="layer"></div>',
  },
  "a theme like Dawn": {
    css:
      ":root { --color-base-text: 18,18,18 } html { box-sizing: border-box; " +
      "font-size: calc(var(--font-body-scale, 1) * 62.5%); height: 100% } " +
      "*, *::before, *::after { box-sizing: inherit } body { display: grid; " +
      "grid-template-rows: auto auto 1fr auto; grid-template-columns: 100%; " +
      "min-height: 100%; margin: 0; font-size: 1.5rem; letter-spacing: .06rem; " +
      "line-height: calc(1 + .8 / 1) } div:empty { display: none } " +
      "input, textarea { appearance: none }",
  },
};

/** A page with the widget in a box of 340 px, with the styles and scripts of the host. */
async function host({ css = "", script = "", html = "" }, attributes = "") {
  const context = await chromium.newContext({
    viewport: { width: 360, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  const address = `${URL_BASE}/storefronts/hekka/`;
  await page.route(address, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en" ${attributes}><head>
      <meta charset="utf-8"><title>Host</title><style>html, body { margin: 0 } ${css}</style>
      <style>head, head *, script { display: none !important } html { font-family: sans-serif }
        #box { display: block !important; position: absolute !important; left: 0; top: 2px;
          width: 340px !important; height: auto; margin: 0 !important; padding: 0 !important;
          overflow: visible }
        recourse-widget { display: block !important; position: static !important;
          border: 0 !important; width: auto !important }</style>
      <script>${script}</script></head><body>${html}<div id="box"><recourse-widget store="hekka"
        order="H-1" fact-delivered_on="2026-11-12" fact-ship_to="DE"></recourse-widget></div>
      <script type="module" src="/widget/recourse.js"></script></body></html>`,
    }),
  );
  await page.goto(address);
  await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  return page;
}

/** Screenshots of the widget, page by page. */
async function pictures(page) {
  const shots = [];
  const shot = async () => {
    await page.evaluate(() =>
      document.querySelector("recourse-widget").shadowRoot.activeElement?.blur(),
    );
    await page.mouse.move(0, 0);
    // A screenshot counts when the next one is the same; until then the page is still being drawn.
    const take = () => page.locator("#box").screenshot({ animations: "disabled", caret: "hide" });
    let [last, next] = [await take(), await take()];
    for (let turn = 0; turn < 10 && !last.equals(next); turn++) [last, next] = [next, await take()];
    shots.push(next);
  };
  await shot();
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await shot();
  await press(page, "Make this request");
  await shot();
  return shots;
}

describe("style isolation on hostile hosts", () => {
  let plain;
  before(async () => {
    plain = await pictures(await host({}));
  });

  for (const [name, does] of Object.entries(HOSTS)) {
    it(`isolation: ${name} changes nothing`, async () => {
      const page = await host(does);
      const seen = await pictures(page);
      for (const [ix, shot] of seen.entries())
        assert.ok(shot.equals(plain[ix]), `page ${ix + 1} looks different`);
      assert.deepEqual(page.problems, []);
    });
  }

  it("isolation: typing triggers no shortcut of the page, and sending submits no form of the page", async () => {
    const page = await host(HOSTS["keyboard events prevented"]);
    await walk(page, "wrong_item", { sent_back: "not_sent" });
    await press(page, "Make this request");
    await page.locator("recourse-widget input[name=email]").focus();
    await page.keyboard.type("a@example.com");
    assert.equal(
      await page.locator("recourse-widget input[name=email]").inputValue(),
      "a@example.com",
    );
    assert.equal(await page.evaluate(() => window.taken ?? false), false);
    assert.equal(await page.evaluate(() => window.submitted ?? false), false);
  });

  it("isolation: a right-to-left page keeps its direction, and the widget has that of its language", async () => {
    const page = await host({}, 'dir="rtl"');
    assert.equal(await page.locator("recourse-widget [data-page]").getAttribute("dir"), "ltr");
    assert.deepEqual(
      (await pictures(page)).map((shot, ix) => shot.equals(plain[ix])),
      [true, true, true],
    );
  });

  it("isolation: two widgets on one page are independent, and a removed widget leaves nothing behind", async () => {
    const page = await host({});
    await page.evaluate(() => {
      const second = document.createElement("recourse-widget");
      second.setAttribute("store", "xiaomiforsale");
      second.setAttribute("lang", "de");
      second.id = "second";
      document.querySelector("#box").append(second);
      second.scrollIntoView();
    });
    await page.locator("#second [data-page]").waitFor({ timeout: 20_000 });
    await page.locator('#second input[value="wrong_item"]').check({ force: true });
    await page.locator("#second button.primary").click();
    await page.locator("#second [data-page=question]").waitFor();
    assert.equal(
      await page.locator("recourse-widget:not(#second) [data-page]").getAttribute("data-page"),
      "topics",
    );
    assert.equal(await page.locator("#second [data-page]").getAttribute("lang"), "de");
    // Removed and inserted again, as a theme editor or a single-page app does.
    for (let n = 0; n < 5; n += 1) {
      await page.evaluate(() => {
        window.taken = document.querySelector("#second");
        window.taken.remove();
      });
      await page.waitForFunction(() => !window.taken.shadowRoot.querySelector("[data-page]"));
      await page.evaluate(() => {
        document.querySelector("#box").append(window.taken);
        window.taken.scrollIntoView();
      });
      await page.locator("#second [data-page]").waitFor({ timeout: 20_000 });
      assert.equal(await page.locator("#second [data-page]").count(), 1);
    }
    assert.deepEqual(page.problems, []);
  });
});
