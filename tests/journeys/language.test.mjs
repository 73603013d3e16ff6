// Languages of the interface and of the shop's texts, and fallbacks where a text has no
// translation.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { PHONE, URL_BASE, browser, open, walk } from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
});

const phone = async (store, facts) =>
  open(await chromium.newContext({ viewport: PHONE }), store, facts);

it("language: an amount is formatted in the shopper's language", async () => {
  const page = await phone(
    "xiaomiforsale",
    "shipped_on=-15 delivered_on=-5 fault_cause=product troubleshooting_done=yes " +
      "physical_damage=no special_warranty=no price=249.00 return_fee=14.99 " +
      "battery_unsafe=no ship_to=US",
  );
  await walk(page, "defective");
  const remedy = page.locator("recourse-widget [data-remedy~=return_shipping]");
  assert.match(await remedy.innerText(), /US\$14\.99/);
  await page.evaluate(() => document.querySelector("recourse-widget").setAttribute("lang", "de"));
  await page.getByRole("button", { name: "Drucken" }).waitFor();
  assert.match(await remedy.innerText(), /14,99\s\$/);
});

it("language: a row of buttons begins on the right in a right-to-left language", async () => {
  const page = await phone("hekka", "");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await page.evaluate(() => document.querySelector("recourse-widget").setAttribute("lang", "ar"));
  await page.locator("recourse-widget [dir=rtl] .buttons").waitFor();
  const starts = await page
    .locator("recourse-widget .buttons button")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
  assert.ok(starts.length > 1);
  assert.deepEqual(
    starts,
    starts.toSorted((one, other) => other - one),
  );
});

/** Texts with a `lang` attribute of another language than the page, and that language. */
const foreign = (page) =>
  page
    .locator("recourse-widget [data-page] [lang]")
    .evaluateAll((all) => all.map((one) => [one.localName, one.lang, one.dir, one.innerText]));

const speak = async (page, lang, spoken = lang) => {
  await page.evaluate(
    (lang) => document.querySelector("recourse-widget").setAttribute("lang", lang),
    lang,
  );
  await page.locator(`recourse-widget [data-page][lang=${spoken}]`).waitFor();
};

it("language: a sentence that is the same for several remedies is shown once, with their names", async () => {
  const page = await phone("hekka", "delivered_on=-9 battery_unsafe=yes");
  await walk(page, "return", { sent_back: "not_sent" });
  const cards = page.locator("recourse-widget [data-remedy]");
  assert.deepEqual(
    await cards.evaluateAll((all) =>
      all.map((card) => [
        card.dataset.remedy,
        card.dataset.verdict,
        [...card.querySelectorAll(".what")].map((name) => name.textContent),
      ]),
    ),
    [
      [
        "return_for_refund partial_refund_keep replacement",
        "ask_support",
        ["Return for a refund", "Partial refund, and you keep the item", "Replacement or exchange"],
      ],
    ],
  );
});

it("language: the page is in the shopper's language; quotations have the `lang` of the source", async () => {
  const page = await phone("hekka", "delivered_on=-2");
  const languages = [
    ["de", "ltr", /30 Tagen/],
    ["fr", "ltr", /30 jours/],
    ["es", "ltr", /30 días/],
    ["pt", "ltr", /30 dias/],
    ["ar", "rtl", /[\u0600-\u06ff]{3}/],
    ["zh", "ltr", /[\u4e00-\u9fff]{3}/],
  ];
  for (const [lang] of languages) {
    await speak(page, lang);
    assert.deepEqual(await foreign(page), [], `${lang}: every topic has a translation`);
  }
  await speak(page, "en");
  await walk(page, "return", { sent_back: "not_sent", item_state: "as_received" });
  assert.deepEqual(await foreign(page), [], "the source of the shop is English");
  for (const [lang, dir, written] of languages) {
    await speak(page, lang);
    assert.equal(await page.locator("recourse-widget [data-page]").getAttribute("dir"), dir);
    assert.match(
      await page.locator("recourse-widget [data-remedy~=return_for_refund]").innerText(),
      written,
    );
    const marked = await foreign(page);
    assert.ok(
      marked.length && marked.every(([, own, direction]) => own === "en" && direction === "ltr"),
      `${lang}: only quotations are in another language: ${JSON.stringify(marked)}`,
    );
  }
});

it("language: an unsupported language falls back to English everywhere, and is marked so", async () => {
  const page = await phone("hekka", "delivered_on=-2");
  await speak(page, "de");
  await speak(page, "it", "en");
  assert.equal(await page.locator("recourse-widget h2").innerText(), "How can we help?");
  assert.deepEqual(await foreign(page), []);
});

it("language: fallback texts are marked with their own language", async () => {
  const page = await phone("hekka", "delivered_on=-2");
  // A shop without texts in that language: the source language is served instead.
  await page.route("**/bundle/de", async (route) =>
    route.fulfill({ response: await page.request.get(`${URL_BASE}/v1/stores/hekka/bundle/en`) }),
  );
  await speak(page, "de");
  assert.equal(await page.locator("recourse-widget h2").innerText(), "Wie können wir helfen?");
  const marked = await foreign(page);
  assert.ok(
    marked.some(([, lang, , words]) => lang === "en" && words.includes("I changed my mind")),
    JSON.stringify(marked),
  );
});
