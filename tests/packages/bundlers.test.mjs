// Every bundler that the package's README names builds a page, which a shopper walks to the receipt, with a photo, in two languages.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import { browser } from "../journeys/walk.mjs";
import { BUNDLERS, PLUGINS, developed, page as pageOf } from "./bundle.mjs";
import { filesOf, hosted, proxied } from "./host.mjs";
import { pack, project } from "./pack.mjs";
import { claim, decide, messagesOf } from "./shopper.mjs";

let chromium, folder;
before(async () => {
  folder = project(pack().archive, PLUGINS, []);
  chromium = await browser();
});
after(() => chromium?.close());

const order = () => `B-${Math.random().toString(36).slice(2, 8).toUpperCase()}`;
const ends = (page, end) => page.asked.filter((file) => file.endsWith(end));

/** Walks a page to the receipt, and closes it. */
async function walked(host, language, look) {
  const number = order();
  const page = await hosted(chromium, host, `?lang=${language}&order=${number}`);
  const words = messagesOf(language);
  await decide(page, words);
  const sent = await claim(page, words);
  assert.equal(sent.photos.length, 1, "the claim has its photo");
  assert.equal(sent.order, number);
  assert.ok((await page.evaluate(() => window.rules)).includes("wrong_item"), "the rules alone decide too");
  look(page);
  assert.deepEqual(await page.evaluate(() => window.errors), []);
  assert.deepEqual(page.problems, []);
  await page.context().close();
}

for (const [bundler, build] of Object.entries(BUNDLERS)) {
  describe(`bundler ${bundler}`, () => {
    let host;
    before(async () => {
      const app = pageOf(folder, bundler, false);
      await build(app, false);
      host = filesOf(join(app, "dist"));
    });
    for (const language of ["en", "de"]) {
      it(`to the receipt, in ${language}`, () => walked(host, language, (page) => {
        assert.equal(ends(page, ".wasm").length, 3, "widget, request and rules are assets of the page");
      }));
    }
  });

  it(`bundler ${bundler}: to the receipt with every file inside the script`, async () => {
    const app = pageOf(folder, bundler, true);
    await build(app, true);
    await walked(filesOf(join(app, "dist")), "de", (page) => assert.deepEqual(ends(page, ".wasm"), []));
  });
}

it("bundler vite, its development server: to the receipt", async () => {
  const { origin, end } = await developed(pageOf(folder, "vite-dev", false));
  await walked(proxied(origin), "en", (page) => assert.equal(ends(page, ".wasm").length, 3));
  await end();
});
