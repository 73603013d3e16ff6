// Pages of React, Vue and nothing at all, built by Vite with the packed package, in Chromium against the running Worker.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { at, browser, press } from "../journeys/walk.mjs";
import { filesOf, hosted } from "./host.mjs";
import { pack, project, tool } from "./pack.mjs";

let chromium, folder;
before(async () => {
  folder = project(pack().archive, ["react", "react-dom", "scheduler", "vue", "@vue"], ["react", "vue", "plain"]);
  chromium = await browser();
});
after(() => chromium?.close());

/** Builds an app and opens it below the Worker's own origin, with the widget up. */
async function built(app) {
  tool("vite", ["build", app, "--base", "./", "--outDir", "dist", "--logLevel", "error"], { cwd: folder });
  const page = await opened(app);
  await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  return page;
}

/** An app that has been built; files whose name is like that do not come. */
function opened(app, away = /^$/) {
  const files = filesOf(join(folder, app, "dist"));
  return hosted(chromium, (name) => (away.test(name) ? "abort" : files(name)));
}

const choose = async (page, topic) => {
  await page.locator(`recourse-widget input[value="${topic}"]`).check({ force: true });
  await press(page, "Continue");
};

for (const app of ["react", "vue"]) {
  describe(app, () => {
    let page;
    before(async () => { page = await built(app); });
    const outside = (name) => page.getByRole("button", { name, exact: true }).click();

    it("attributes arrive, what any tag may have too, and events are heard", async () => {
      const widget = page.locator("recourse-widget");
      const tag = await widget.evaluate((it) => Object.fromEntries([...it.attributes].map(({ name, value }) => [name, value])));
      const { order, ...others } = tag;
      assert.match(order, /-1$/);
      assert.deepEqual(others, { store: "hekka", load: "visible", lang: "en", id: "returns", class: "mine", style: "margin-top: 3px;", "data-shop": "one", "aria-label": "Returns" });
      await widget.dispatchEvent("click");
      await page.locator("output", { hasText: /ready.*click/ }).waitFor();
    });

    it("facts that come late answer their question", async () => {
      await choose(page, "customs_help");
      assert.equal(await at(page), "question");
      await outside("facts");
      await page.locator("recourse-widget [data-page=decision]").waitFor();
      await page.locator("output", { hasText: "decision" }).waitFor();
    });

    it("another order is another case, and the first one is not lost", async () => {
      await outside("order");
      await page.locator("recourse-widget [data-page=topics]").waitFor();
    });

    it("it goes and comes as the page wants, and begins anew when told", async () => {
      await outside("toggle");
      await page.locator("recourse-widget").waitFor({ state: "detached" });
      await outside("toggle");
      await page.locator("recourse-widget [data-page=topics]").waitFor();
      await choose(page, "return");
      await outside("reset");
      await page.locator("recourse-widget [data-page=topics]").waitFor();
      assert.deepEqual(page.problems, []);
    });

    it("a language that the page says no more is that of the page", async () => {
      await outside("lang");
      await page.waitForFunction(() => !document.querySelector("recourse-widget").hasAttribute("lang"));
    });

    it("where not even the element can be had, the page hears that, and nothing else is wrong", async () => {
      const page = await opened(app, /element/);
      await page.locator("output", { hasText: "error element.js" }).waitFor();
      assert.equal(await page.locator("recourse-widget > a").isVisible(), true);
      assert.deepEqual(page.problems.filter((problem) => !problem.includes("ERR_FAILED")), []);
    });
  });
}

it("plain: the files of the package are assets of the page, words of other languages too", async () => {
  const page = await built("plain");
  await page.getByRole("button", { name: "Weiter" }).waitFor();
  assert.equal(await page.locator("recourse-widget > a").count(), 1);
  assert.deepEqual(page.problems, []);
});
