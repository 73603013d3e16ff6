// Pages of React, Vue and nothing at all, built by Vite with the packed package, in Chromium against the running Worker.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { after, before, describe, it } from "node:test";
import { DESKTOP, URL_BASE, at, browser, press } from "../journeys/walk.mjs";
import { pack, project, tool } from "./pack.mjs";

const KINDS = { html: "text/html", js: "text/javascript", css: "text/css", json: "application/json", wasm: "application/wasm" };
let chromium, folder;
before(async () => {
  folder = project(pack().archive, ["react", "react-dom", "scheduler", "vue", "@vue"], ["react", "vue", "plain"]);
  chromium = await browser();
});
after(() => chromium?.close());

/** Builds an app and opens it below the Worker's own origin. */
async function built(app) {
  tool("vite", ["build", app, "--base", "./", "--outDir", "dist", "--logLevel", "error"], { cwd: folder });
  const page = await (await chromium.newContext({ viewport: DESKTOP })).newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  await page.route(`${URL_BASE}/app/**`, (route) => {
    const path = normalize(new URL(route.request().url()).pathname.slice("/app/".length)) || "index.html";
    const file = path === "." ? "index.html" : path;
    return route.fulfill({ contentType: KINDS[file.split(".").at(-1)], body: readFileSync(join(folder, app, "dist", file)) });
  });
  await page.goto(`${URL_BASE}/app/`);
  await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  return page;
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

    it("attributes and class arrive, events are heard", async () => {
      const widget = page.locator("recourse-widget");
      assert.equal(await widget.getAttribute("class"), "mine");
      assert.match(await widget.getAttribute("order"), /-1$/);
      await page.getByText("ready").waitFor();
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
  });
}

it("plain: the files of the package are assets of the page, words of other languages too", async () => {
  const page = await built("plain");
  await page.getByRole("button", { name: "Weiter" }).waitFor();
  assert.equal(await page.locator("recourse-widget > a").count(), 1);
  assert.deepEqual(page.problems, []);
});
