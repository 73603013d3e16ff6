// A file of the widget that does not load because its host lost it: the page gets an event that
// names the file, the shopper is not asked to check the connection, and the next try continues.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { browser, press } from "../journeys/actions.mjs";
import { BUNDLERS, pageOf } from "./bundle.mjs";
import { filesOf, hosted } from "./host.mjs";
import { pack, project } from "./pack.mjs";
import { decide, messagesOf } from "./shopper.mjs";

const SECONDS = { timeout: 20_000 };
const GERMAN = messagesOf("de");

let chromium, files;
before(async () => {
  const app = pageOf(project(pack().archive, [], []), "esbuild", false);
  await BUNDLERS.esbuild(app, false);
  files = filesOf(join(app, "dist"));
  chromium = await browser();
});
after(() => chromium?.close());

/** Ways in which a host fails: no connection, no such file, and an HTML page for any address. */
const FAILURES = {
  "does not arrive": "abort",
  "is not there": { status: 404, contentType: "text/html", body: "Not found" },
  "is another page": { status: 200, contentType: "text/html", body: "<!doctype html>" },
};

/** Whether a name is that of a file of the package; a script's name has the bundler's hash. */
const isOf = (name, file) => name.replace(/-\w+(?=\.js$)/, "") === file;

/** A page in German on which one file fails until `mend` is called. */
async function failing(file, failure) {
  let broken = true;
  const host = (name) => (broken && isOf(name, file) ? failure : files(name));
  const page = await hosted(chromium, host, "?lang=de&order=F-1");
  return {
    page,
    mend: () => {
      broken = false;
    },
  };
}

/** The errors that the page has received, once there are so many. */
async function receivedErrors(page, count) {
  await page.waitForFunction((count) => window.errors.length >= count, count, SECONDS);
  return page.evaluate(() => window.errors);
}

/** Each error names the file, in its detail and in its message. */
function assertNamed(errors, file) {
  for (const { code, message, ...rest } of errors) {
    assert.deepEqual({ code, ...rest }, { code: "load_failed", file });
    assert.ok(message.includes(file), message);
  }
}

for (const [how, failure] of Object.entries(FAILURES)) {
  describe(`failed file that ${how}`, () => {
    for (const file of ["glue.js", "widget.wasm"]) {
      it(`failed_file: ${file}: the shop's link stays, and a tap tries again`, async () => {
        const { page, mend } = await failing(file, failure);
        const status = page.locator("recourse-widget [role=status]");
        await status.filter({ hasText: GERMAN.load_failed }).waitFor(SECONDS);
        assertNamed(await receivedErrors(page, 1), file);
        assert.ok(await page.locator("recourse-widget > a").isVisible());
        mend();
        await status.click();
        await page.locator("recourse-widget [data-page=topics]").waitFor(SECONDS);
        await page.context().close();
      });
    }

    for (const file of ["request.wasm", "photo.js"]) {
      it(`failed_file: ${file}: the decision stays, and the next press tries again`, async () => {
        const { page, mend } = await failing(file, failure);
        await decide(page, GERMAN);
        await receivedErrors(page, 1);
        await page.getByRole("button", { name: GERMAN.claim, exact: true }).click();
        await page.locator("recourse-widget").getByText(GERMAN.file_failed).waitFor(SECONDS);
        const errors = await receivedErrors(page, 2);
        assert.equal(errors.length, 2, "one for each try");
        assertNamed(errors, file);
        assert.equal(await page.getByText(GERMAN.offline).count(), 0);
        mend();
        await press(page, GERMAN.claim);
        await page.locator("recourse-widget [data-page=claim]").waitFor(SECONDS);
        await page.context().close();
      });
    }

    it("failed_file: messages.de.js: the widget is in English", async () => {
      const { page } = await failing("messages.de.js", failure);
      const heading = page.locator("recourse-widget h2");
      await heading.filter({ hasText: messagesOf("en").topics }).waitFor(SECONDS);
      const errors = await receivedErrors(page, 1);
      assert.equal(errors.length, 1);
      assertNamed(errors, "messages.de.js");
      await page.context().close();
    });
  });
}
