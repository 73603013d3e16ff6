// The WooCommerce plugin, run by PHP with the few WordPress functions that it needs; a shopper
// sends its signed order to the running Worker.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { DESK, PHONE, URL_BASE, browser, opened, press, walk } from "../journeys/actions.mjs";
import { ROOT } from "./pack.mjs";

const PLUGIN = join(ROOT, "target/woocommerce/recourse");
/** The key of `edge/.dev.vars`, which is public. */
const KEY = { kid: "dev-hs", secret: "ZGV2ZWxvcG1lbnQtb25seS1kZXZlbG9wbWVudC1vbmx5LTE" };
const SETTINGS = { api: "https://worker.example", store: "hekka" };

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

function php(settings, more = {}) {
  const texts = Object.fromEntries(
    Object.entries(more).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  const printed = execFileSync(
    "php",
    [
      "-d",
      "error_reporting=-1",
      "-d",
      "display_errors=stderr",
      join(ROOT, "tests/packages/wordpress.php"),
    ],
    {
      encoding: "utf8",
      env: { PATH: process.env.PATH, PLUGIN, SETTINGS: JSON.stringify(settings), ...texts },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  return JSON.parse(printed);
}

it("woocommerce: every file is valid PHP", () => {
  for (const file of globSync(`${PLUGIN}/**/*.php`))
    execFileSync("php", ["-l", file], { stdio: "pipe" });
});

it("woocommerce: shortcode and block print the tag, the script once, and the link in the page's language", () => {
  for (const [LOCALE, lang] of [
    ["pt_PT_ao90", "pt-PT"],
    ["de_DE_formal", "de-DE"],
    ["en_US", "en-US"],
    ["ckb", "ckb"],
  ])
    assert.match(
      php(SETTINGS, { LOCALE, ATTRIBUTES: {} }).shortcode,
      new RegExp(` lang="${lang}"`),
      LOCALE,
    );
  const { shortcode, modules, blocks } = php(SETTINGS, {
    LOCALE: "de_DE",
    ATTRIBUTES: { topic: "return", fact_ship_to: "DE", onclick: "alert(1)", load: "intent" },
  });
  assert.equal(
    shortcode,
    '<recourse-widget api="https://worker.example" store="hekka" lang="de-DE" ' +
      'topic="return" fact-ship_to="DE" load="intent">' +
      '<a href="https://worker.example/v1/stores/hekka/form?lang=de-DE">Kann ich das ' +
      "zurückgeben?</a></recourse-widget>",
  );
  assert.deepEqual(modules, {
    recourse: "https://shop.example/wp-content/plugins/recourse/assets/recourse.js",
  });
  assert.deepEqual(blocks, [["recourse/widget", "recourse_show"]]);
});

it("woocommerce: without a Worker nothing is printed", () => {
  const { shortcode, order, modules } = php({});
  assert.deepEqual([shortcode, order, modules], ["", "", []]);
});

it("woocommerce: an attribute's value cannot break out of it", () => {
  const { shortcode } = php(SETTINGS, {
    ATTRIBUTES: { topic: '"><script>alert(1)</script>', 'fact_x" onload=': "1", item: "'\"<" },
  });
  assert.doesNotMatch(shortcode, /<script|onload|topic=""/);
});

it("woocommerce: an order without a key becomes facts as attributes, texts only", () => {
  const { order } = php(SETTINGS, { DELIVERED: "2026-11-12" });
  assert.match(
    order,
    / order="1001" email="a@shopper.example" fact-ship_to="DE" fact-delivered_on="2026-11-12">/,
  );
});

it("woocommerce: an invalid setting is reported and changes nothing, and an empty secret keeps the old one", () => {
  const kept = { ...SETTINGS, secret: "k".repeat(43) };
  const typed = {
    api: "https://other.example/",
    store: "Not A Store",
    accent: "red;}",
    kid: "2026-11",
    label: "",
    secret: "",
  };
  const { taken, errors } = php(kept, { TYPED: typed });
  assert.deepEqual(taken, { ...kept, api: "https://other.example", kid: "2026-11", label: "" });
  assert.deepEqual(errors, ["store", "accent"]);
});

it("woocommerce: the Worker accepts an order that the plugin signed, and the claim is signed", async () => {
  const number = `WC-${Date.now()}`;
  const { order } = php(
    { ...SETTINGS, ...KEY, api: URL_BASE },
    { ORDER: number, DELIVERED: "2026-11-12" },
  );
  assert.doesNotMatch(order, /fact-/, "signed facts are not repeated as attributes");
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  const tag = order.replace("<recourse-widget ", '<recourse-widget item="7" ');
  await page.route(`${URL_BASE}/storefronts/hekka/`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body:
        `<!doctype html><html lang="en"><meta charset="utf-8">` +
        `<title>Order</title>${tag}<script type="module" src="/widget/recourse.js"></script>`,
    }),
  );
  await page.goto(`${URL_BASE}/storefronts/hekka/`);
  await opened(page);
  await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  assert.equal(await page.locator("recourse-widget input[name=order]").inputValue(), number);
  await press(page, "Send the request");
  const id = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
  const claim = await (await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })).json();
  assert.deepEqual(
    [claim.order, claim.facts.delivered_on, claim.items],
    ["signed", "2026-11-12", [{ item: "7", quantity: 1, ordered_quantity: 3 }]],
  );
});
