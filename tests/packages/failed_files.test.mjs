// A file of the widget that does not load, on a host that lost it: the page hears which one it is, the shopper is not told that the
// connection is at fault, and the next try goes on.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import { browser, press } from "../journeys/walk.mjs";
import { BUNDLERS, page as pageOf } from "./bundle.mjs";
import { filesOf, hosted } from "./host.mjs";
import { pack, project } from "./pack.mjs";
import { decide, messagesOf } from "./shopper.mjs";

let chromium, dist;
before(async () => {
  const app = pageOf(project(pack().archive, [], []), "esbuild", false);
  await BUNDLERS.esbuild(app, false);
  dist = join(app, "dist");
  chromium = await browser();
});
after(() => chromium?.close());

/** How a host fails: no connection, no such file, and the page that some hosts send for every address. */
const FAILURES = {
  "does not arrive": "abort",
  "is not there": { status: 404, contentType: "text/html", body: "Not found" },
  "is another page": { status: 200, contentType: "text/html", body: "<!doctype html><title>A shop</title>" },
};

/** A page in German on which one file fails until `mend` is called. */
async function failing(file, failure) {
  let broken = true;
  const name = file.replace(/\.(?=js$)/, "(-\\w+)?.");
  const files = filesOf(dist);
  const host = (asked) => (broken && new RegExp(`^${name}$`).test(asked) ? failure : files(asked));
  const page = await hosted(chromium, host, "?lang=de&order=F-1");
  return { page, words: messagesOf("de"), mend: () => { broken = false; } };
}

const told = (page) => page.evaluate(() => window.errors.map(({ code, file, message }) => ({ code, file, named: message.includes(file) })));
const heard = (page, count) => page.waitForFunction((count) => window.errors.length >= count, count, { timeout: 20_000 });
const offline = (page, words) => page.locator("recourse-widget").getByText(words.offline).count();

for (const [how, failure] of Object.entries(FAILURES)) {
  describe(`failed file that ${how}`, () => {
    for (const file of ["glue.js", "widget.wasm"]) {
      it(`${file}: the shop's link stays, and a touch tries again`, async () => {
        const { page, words, mend } = await failing(file, failure);
        await page.locator("recourse-widget [role=status]", { hasText: words.load_failed }).waitFor({ timeout: 20_000 });
        assert.deepEqual(await told(page), [{ code: "load_failed", file, named: true }]);
        assert.ok(await page.locator("recourse-widget > a").isVisible());
        mend();
        await page.locator("recourse-widget [role=status]").click();
        await page.locator("recourse-widget [data-page=topics]").waitFor({ timeout: 20_000 });
        await page.context().close();
      });
    }

    for (const file of ["request.wasm", "photo.js"]) {
      it(`${file}: the decision stays, and the next press tries again`, async () => {
        const { page, words, mend } = await failing(file, failure);
        await decide(page, words);
        await heard(page, 1);
        await page.getByRole("button", { name: words.claim, exact: true }).click();
        await page.locator("recourse-widget [role=alert]", { hasText: words.file_failed }).waitFor({ timeout: 20_000 });
        await heard(page, 2);
        const one = { code: "load_failed", file, named: true };
        assert.deepEqual(await told(page), [one, one], "once for each try");
        assert.equal(await offline(page, words), 0);
        mend();
        await press(page, words.claim);
        await page.locator("recourse-widget [data-page=claim]").waitFor({ timeout: 20_000 });
        await page.context().close();
      });
    }

    it("messages.de.js: the widget speaks English", async () => {
      const { page } = await failing("messages.de.js", failure);
      await page.locator("recourse-widget h2", { hasText: messagesOf("en").topics }).waitFor({ timeout: 20_000 });
      assert.deepEqual(await told(page), [{ code: "load_failed", file: "messages.de.js", named: true }]);
      await page.context().close();
    });
  });
}
