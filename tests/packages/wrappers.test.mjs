// Pages with React, Vue and no framework, built by Vite with the packed package, in Chromium
// against the running Worker.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { at, browser, press } from "../journeys/actions.mjs";
import { filesOf, hosted } from "./host.mjs";
import { pack, project, tool } from "./pack.mjs";

let chromium, folder;
before(async () => {
  folder = project(
    pack().archive,
    ["react", "react-dom", "scheduler", "vue", "@vue"],
    ["react", "vue", "plain"],
  );
  chromium = await browser();
});
after(() => chromium?.close());

/** Builds an app and opens it on the Worker's own origin, with the widget open. */
async function built(app) {
  tool("vite", ["build", app, "--base", "./", "--outDir", "dist", "--logLevel", "error"], {
    cwd: folder,
  });
  const page = await opened(app);
  await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  return page;
}

/** An app that has been built; files that match `away` do not load. */
function opened(app, away = /^$/) {
  const files = filesOf(join(folder, app, "dist"));
  return hosted(chromium, (name) => (away.test(name) ? "abort" : files(name)));
}

const choose = async (page, topic) => {
  await page.locator(`recourse-widget input[value="${topic}"]`).check({ force: true });
  await press(page, "Continue");
};

for (const app of ["react", "vue"]) {
  describe(`wrapper ${app}`, () => {
    let page;
    before(async () => {
      page = await built(app);
    });
    const outside = (name) => page.getByRole("button", { name, exact: true }).click();

    it("wrapper: attributes arrive, global HTML attributes too, and events are received", async () => {
      const widget = page.locator("recourse-widget");
      const tag = await widget.evaluate((it) =>
        Object.fromEntries([...it.attributes].map(({ name, value }) => [name, value])),
      );
      const { order, ...others } = tag;
      assert.match(order, /-1$/);
      assert.deepEqual(others, {
        store: "hekka",
        load: "visible",
        lang: "en",
        id: "returns",
        class: "mine",
        style: "margin-top: 3px;",
        "data-shop": "one",
        "aria-label": "Returns",
      });
      await widget.dispatchEvent("click");
      await page.locator("output", { hasText: /ready.*click/ }).waitFor();
    });

    it("wrapper: facts that are set late answer their question", async () => {
      await choose(page, "customs_help");
      assert.equal(await at(page), "question");
      await outside("facts");
      await page.locator("recourse-widget [data-page=decision]").waitFor();
      await page.locator("output", { hasText: "decision" }).waitFor();
    });

    it("wrapper: another order is another case, and the first one is kept", async () => {
      await outside("order");
      await page.locator("recourse-widget [data-page=topics]").waitFor();
    });

    it("wrapper: it can be removed and inserted by the page, and starts again after reset", async () => {
      await outside("toggle");
      await page.locator("recourse-widget").waitFor({ state: "detached" });
      await outside("toggle");
      await page.locator("recourse-widget [data-page=topics]").waitFor();
      await choose(page, "return");
      await outside("reset");
      await page.locator("recourse-widget [data-page=topics]").waitFor();
      assert.deepEqual(page.problems, []);
    });

    it("wrapper: without a language of its own it takes that of the page", async () => {
      await outside("lang");
      await page.waitForFunction(
        () => !document.querySelector("recourse-widget").hasAttribute("lang"),
      );
    });

    it("wrapper: if the element itself cannot load, the page gets an event, and nothing else fails", async () => {
      const page = await opened(app, /element/);
      await page.locator("output", { hasText: "error element.js" }).waitFor();
      assert.equal(await page.locator("recourse-widget > a").isVisible(), true);
      assert.deepEqual(
        page.problems.filter((problem) => !problem.includes("ERR_FAILED")),
        [],
      );
    });
  });
}

it("wrapper: without a framework the package's files are assets of the page, messages too", async () => {
  const page = await built("plain");
  await page.getByRole("button", { name: "Weiter" }).waitFor();
  assert.equal(await page.locator("recourse-widget > a").count(), 1);
  assert.deepEqual(page.problems, []);
});
