// Every bundler that the package's README names builds a page, and a shopper goes to the receipt on
// it, with a photo, in two languages.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { browser } from "../journeys/actions.mjs";
import { BUNDLERS, PLUGINS, developed, pageOf } from "./bundle.mjs";
import { filesOf, hosted, proxied } from "./host.mjs";
import { pack, project } from "./pack.mjs";
import { claim, decide, messagesOf } from "./shopper.mjs";

let chromium, folder;
before(async () => {
  folder = project(pack().archive, PLUGINS, []);
  chromium = await browser();
});
after(() => chromium?.close());

/** The assets that a page has requested. */
const wasm = (page) => page.asked.filter((file) => file.endsWith(".wasm"));

/** Goes to the receipt on a page; returns the assets that it requested. */
async function walked(host, language) {
  const order = `B-${Math.random().toString(36).slice(2, 8).toUpperCase()}`;
  const page = await hosted(chromium, host, `?lang=${language}&order=${order}`);
  const messages = messagesOf(language);
  await decide(page, messages);
  const sent = await claim(page, messages);
  assert.equal(sent.photos.length, 1, "the claim has its photo");
  assert.ok((await page.evaluate(() => window.rules)).includes("wrong_item"), "the headless rules");
  assert.deepEqual(await page.evaluate(() => window.errors), []);
  // The socket by which Vite's development server reloads a page is not proxied.
  assert.deepEqual(
    page.problems.filter((problem) => !/websocket/i.test(problem)),
    [],
  );
  await page.context().close();
  return wasm(page);
}

/** Builds a page; returns its files. */
async function built(bundler, inside) {
  const app = pageOf(folder, bundler, inside);
  await BUNDLERS[bundler](app, inside);
  return filesOf(join(app, "dist"));
}

for (const bundler of Object.keys(BUNDLERS)) {
  describe(`bundler ${bundler}`, () => {
    let host;
    before(async () => {
      host = await built(bundler, false);
    });
    for (const language of ["en", "de"]) {
      it(`bundler: to the receipt, in ${language}`, async () => {
        const assets = await walked(host, language);
        assert.equal(assets.length, 3, "widget, request and rules");
      });
    }
    it("bundler: to the receipt, with every file inside the script", async () => {
      assert.deepEqual(await walked(await built(bundler, true), "de"), []);
    });
  });
}

it("bundler: vite's development server, to the receipt", async () => {
  const { origin, end } = await developed(pageOf(folder, "vite-dev", false));
  try {
    assert.equal((await walked(proxied(origin), "en")).length, 3);
  } finally {
    await end();
  }
});
