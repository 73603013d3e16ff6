// Headers of the static files, and whether the pages work in a browser that enforces them.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { PHONE, URL_BASE, browser, walk } from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

const PAGES = [
  "/",
  "/status/",
  "/developers/",
  "/storefronts/hekka/",
  "/storefronts/xiaomiforsale/",
  "/policies/hekka",
  "/policies/xiaomiforsale",
];
const headers = async (path) => (await fetch(`${URL_BASE}${path}`)).headers;

/** A page that collects what the content security policy refused, and every error. */
async function watched(options = {}) {
  const page = await (await chromium.newContext({ viewport: PHONE, ...options })).newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  return page;
}

describe("security headers", () => {
  for (const path of PAGES) {
    it(`security headers are on ${path}`, async () => {
      const of = await headers(path);
      assert.match(of.get("strict-transport-security"), /^max-age=31536000/);
      assert.equal(of.get("cross-origin-opener-policy"), "same-origin");
      assert.equal(of.get("cross-origin-resource-policy"), "same-origin");
      assert.equal(of.get("x-content-type-options"), "nosniff");
      assert.match(of.get("content-security-policy"), /require-trusted-types-for 'script'/);
      assert.match(of.get("content-security-policy"), /; trusted-types /);
    });
  }

  it("security headers of the widget's files let pages of all origins load them", async () => {
    const manifest = await (await fetch(`${URL_BASE}/widget/manifest.json`)).json();
    const hashed = [manifest.loader.file, ...Object.keys(manifest.files)];
    assert.ok(hashed.length > 5);
    for (const file of ["recourse.js", "manifest.json", ...hashed]) {
      const of = await headers(`/widget/${file}`);
      assert.equal(of.get("cross-origin-resource-policy"), "cross-origin", file);
      assert.equal(of.get("access-control-allow-origin"), "*", file);
      assert.match(of.get("strict-transport-security"), /^max-age=31536000/, file);
    }
  });

  it("cache: only names with a hash are immutable", async () => {
    const manifest = await (await fetch(`${URL_BASE}/widget/manifest.json`)).json();
    for (const file of [manifest.loader.file, ...Object.keys(manifest.files)])
      assert.match((await headers(`/widget/${file}`)).get("cache-control"), /immutable/, file);
    for (const file of ["recourse.js", "manifest.json"]) {
      const cache = (await headers(`/widget/${file}`)).get("cache-control");
      assert.equal(cache, "public, max-age=300, stale-while-revalidate=86400", file);
    }
  });
});

describe("Trusted Types on the pages of the Worker", () => {
  for (const store of ["hekka", "xiaomiforsale"]) {
    it(`Trusted Types: the widget in the storefront of ${store} is used without a refusal`, async () => {
      const page = await watched();
      await page.goto(`${URL_BASE}/storefronts/${store}/?facts=`);
      await page.locator("recourse-widget").scrollIntoViewIfNeeded();
      await page.locator("recourse-widget [data-page=topics]").waitFor({ timeout: 20_000 });
      await walk(page, store === "hekka" ? "customs_help" : "defective");
      assert.deepEqual(page.problems, []);
    });
  }

  it("Trusted Types: the developers page is complete, with its widget", async () => {
    const page = await watched();
    await page.goto(`${URL_BASE}/developers/`);
    await page.locator("recourse-widget [data-page=topics]").waitFor({ timeout: 20_000 });
    await page.locator("[data-rows=attributes] tr").first().waitFor();
    assert.deepEqual(page.problems, []);
  });

  it("Trusted Types: the status page shows a page of the Worker", async () => {
    const page = await watched();
    await page.goto(`${URL_BASE}/status/?lang=en#hekka.nothing.nothing`);
    await page.locator("input[name=link], textarea[name=link]").first().waitFor();
    // The request for the unknown link is answered with 404, which the console repeats.
    const refused = page.problems.filter((text) => !/404/.test(text));
    assert.deepEqual(refused, []);
  });

  it("Trusted Types: a text that would become markup is refused on every page with scripts", async () => {
    for (const path of ["/status/", "/developers/", "/storefronts/hekka/", "/policies/hekka"]) {
      const page = await watched();
      await page.goto(`${URL_BASE}${path}`);
      const outcome = await page.evaluate(() => {
        try {
          document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>";
          return "taken";
        } catch (error) {
          return error.name;
        }
      });
      assert.equal(outcome, "TypeError", path);
    }
  });
});

it("cross-origin: a shop that isolates itself from other origins embeds the widget", async () => {
  const shop = createServer((request, response) => {
    response.writeHead(200, {
      "content-type": "text/html",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
    });
    response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
      <link rel="icon" href="data:,">
      <script type="module" src="${URL_BASE}/widget/recourse.js"></script>
      <recourse-widget store="hekka" load="visible"><a
        href="${URL_BASE}/v1/stores/hekka/form">Can I return this?</a></recourse-widget></html>`);
  });
  await new Promise((done) => shop.listen(0, "127.0.0.1", done));
  try {
    const page = await watched();
    await page.goto(`http://127.0.0.1:${shop.address().port}/`);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await page
      .locator("recourse-widget [data-page=topics]")
      .waitFor({ timeout: 20_000 })
      .catch(() => assert.fail(page.problems.join("\n")));
    await walk(page, "customs_help");
    assert.deepEqual(page.problems, []);
  } finally {
    shop.close();
  }
});
