// The Shopify blocks: Shopify's own checker, the printed HTML, and the widget from a CDN whose
// files are in one folder, have a `?v=` and a wrong content type.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { after, before, it } from "node:test";
import { Liquid } from "liquidjs";
import { themeCheckRun } from "@shopify/theme-check-node";
import { PHONE, URL_BASE, browser, opened } from "../journeys/actions.mjs";
import { ROOT } from "./pack.mjs";

const FOLDER = join(ROOT, "target/shopify");
const CDN = "https://cdn.shopify.example/extensions/1/recourse/assets/";
/**
 * Shopify's limits for a theme app extension: compressed bytes of a block's script, bytes of
 * Liquid, bytes of a locale file.
 */
const SCRIPT_MAX = 10_000,
  LIQUID_MAX = 100_000,
  LOCALE_MAX = 15_000;
const read = (path) => readFileSync(join(FOLDER, path), "utf8");
const schema = (block) =>
  JSON.parse(/{% schema %}([\s\S]*){% endschema %}/.exec(read(`blocks/${block}.liquid`))[1]);

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

/** Prints a block as Shopify does, as far as these blocks need it. */
function print(block, settings, more = {}) {
  const { settings: fields } = schema(block);
  const defaults = Object.fromEntries(fields.map(({ id, default: value }) => [id, value ?? ""]));
  const words = JSON.parse(
    read(`locales/${{ de: "de", zh: "zh-CN" }[more.lang] ?? "en.default"}.json`),
  );
  const engine = new Liquid();
  engine.registerTag("schema", {
    parse(_, rest) {
      while (rest.shift()?.name !== "endschema");
    },
    render() {},
  });
  engine.registerFilter("asset_url", (file) => `${CDN}${file}?v=17`);
  engine.registerFilter("t", (key) => key.split(".").reduce((at, part) => at[part], words));
  const request = { locale: { iso_code: more.lang ?? "en" }, design_mode: more.editor ?? false };
  return engine.parseAndRenderSync(read(`blocks/${block}.liquid`), {
    block: {
      settings: { ...defaults, ...settings },
      shopify_attributes: 'data-shopify-editor-block="{}"',
    },
    request,
    order: more.order,
    customer: more.customer,
  });
}

async function checked(folder) {
  const { offenses } = await themeCheckRun(folder, join(folder, ".theme-check.yml"));
  return offenses.map(
    ({ check, message, uri }) => `${check}: ${message} (${uri.split("/").at(-1)})`,
  );
}

it("shopify: its checker reports nothing, and reports a fault that is added", async () => {
  assert.deepEqual(await checked(FOLDER), []);
  const broken = mkdtempSync(join(tmpdir(), "recourse-theme-"));
  cpSync(FOLDER, broken, { recursive: true });
  writeFileSync(
    join(broken, "blocks/recourse.liquid"),
    read("blocks/recourse.liquid")
      .replace("'recourse.label' | t", "'recourse.lable' | t")
      .replace('"target": "section"', '"target": "sektion"'),
  );
  const offenses = (await checked(broken)).join();
  assert.match(offenses, /TranslationKeyExists/);
});

it("shopify: files are in one folder, and none is over Shopify's limits", () => {
  for (const file of readdirSync(join(FOLDER, "assets"))) {
    assert.ok(statSync(join(FOLDER, "assets", file)).isFile(), file);
    assert.match(file, /\.(js|css|json|wasm)$/);
  }
  for (const file of readdirSync(join(FOLDER, "blocks"))) {
    const liquid = read(`blocks/${file}`);
    assert.ok(liquid.length < LIQUID_MAX);
    const [, script] = liquid.match(/'([\w.-]+\.js)' \| asset_url/);
    const packed = brotliCompressSync(readFileSync(join(FOLDER, "assets", script))).length;
    assert.ok(packed < SCRIPT_MAX, `${script} of ${file}: ${packed}`);
  }
  for (const file of readdirSync(join(FOLDER, "locales")))
    assert.ok(Buffer.byteLength(read(`locales/${file}`)) < LOCALE_MAX);
});

it("shopify: every text of the editor and of the page exists in each language", () => {
  const keys = JSON.parse(read("locales/en.default.schema.json")).recourse;
  const used = ["recourse", "recourse-embed"].flatMap((block) =>
    [...JSON.stringify(schema(block)).matchAll(/t:recourse\.(\w+)/g)].map(([, key]) => key),
  );
  assert.deepEqual([...new Set(used)].sort(), Object.keys(keys).sort());
  const locales = readdirSync(join(FOLDER, "locales"))
    .filter((file) => !file.includes("schema"))
    .map((file) => Object.keys(JSON.parse(read(`locales/${file}`)).recourse).join());
  assert.equal(locales.length, 8);
  assert.deepEqual([...new Set(locales)], ["label,unset"]);
});

it("shopify: a block without settings says so in the editor, and prints nothing in the shop", () => {
  assert.equal(print("recourse", {}).trim(), "");
  assert.match(print("recourse", {}, { editor: true, lang: "de" }), /<p>Recourse: Geben Sie/);
});

it("shopify: a setting cannot break out of its attribute", () => {
  const html = print(
    "recourse",
    { api: 'https://w.example"><script>', store: "a'b\"c", label: "<b>", topic: '"x' },
    { order: { name: '#1"' } },
  );
  assert.doesNotMatch(
    html.replace(/<script type="module" [^>]*><\/script>/, ""),
    /<script|<b>|"">|="[^"]*'[^"]*"x/,
  );
  assert.match(html, /order="#1&#34;"/);
});

it("shopify: in a theme, from a CDN: the order is known, the texts are the shopper's, the widget opens", async () => {
  const html = print(
    "recourse",
    { api: URL_BASE, store: "Hekka ", accent: "#7a1fa2" },
    {
      lang: "de",
      order: { name: "#1001", shipping_address: { country_code: "DE" } },
      customer: { email: "a@shopper.example" },
    },
  );
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.route(`${CDN}**`, (route) => {
    const file = new URL(route.request().url()).pathname.split("/").at(-1);
    const contentType =
      { js: "text/javascript", css: "text/css", json: "application/json" }[
        file.split(".").at(-1)
      ] ?? "application/octet-stream";
    return route.fulfill({
      contentType,
      headers: { "access-control-allow-origin": "*" },
      body: readFileSync(join(FOLDER, "assets", file)),
    });
  });
  await page.route(`${URL_BASE}/storefronts/hekka/`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body:
        `<!doctype html><html lang="de" style="font-size:62.5%"><meta charset="utf-8">` +
        `<title>Dawn</title>${html}`,
    }),
  );
  await page.goto(`${URL_BASE}/storefronts/hekka/`);
  await opened(page);
  await page.getByRole("button", { name: "Weiter" }).waitFor();
  const widget = page.locator("recourse-widget");
  assert.deepEqual(
    await Promise.all(
      ["order", "fact-ship_to", "email", "store"].map((name) => widget.getAttribute(name)),
    ),
    ["#1001", "DE", "a@shopper.example", "hekka"],
  );
  const button = page.getByRole("button", { name: "Weiter" });
  assert.equal(
    await button.evaluate((button) => getComputedStyle(button).backgroundColor),
    "rgb(122, 31, 162)",
  );
  // The theme editor draws a block again without loading the page again.
  await page.evaluate(() => {
    const old = document.querySelector("recourse-widget");
    old.outerHTML = old.outerHTML;
  });
  await opened(page);
  await page.getByRole("button", { name: "Weiter" }).waitFor();
  assert.deepEqual(problems, []);
});
