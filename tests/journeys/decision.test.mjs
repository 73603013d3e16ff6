// The decision, the request and the receipt on a phone: what comes first, and what goes on.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DESK, URL_BASE, browser, fillContact, open, press, send, walk } from "./actions.mjs";

/** The smallest common screen of a phone. */
const SMALL = { width: 360, height: 640 };

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const context = (more = {}) => chromium.newContext({ viewport: SMALL, ...more });

/** Where an element ends, in pixels below the start of the widget's page. */
const endOf = (page, css) =>
  page.evaluate((css) => {
    const root = document.querySelector("recourse-widget").shadowRoot;
    const top = root.querySelector("[data-page]").getBoundingClientRect().top;
    return root.querySelector(css).getBoundingClientRect().bottom - top;
  }, css);

const steps = (page) =>
  page.locator("recourse-widget ol li").evaluateAll((all) => all.map((step) => step.dataset.step));

describe("decision", () => {
  for (const [store, topic, wishes] of [
    ["hekka", "wrong_item", { sent_back: "not_sent" }],
    ["hekka", "return", { sent_back: "not_sent", item_state: "as_received" }],
    ["hekka", "defective", { sent_back: "not_sent" }],
    ["xiaomiforsale", "wrong_item", {}],
    ["xiaomiforsale", "defective", { fault_cause: "product", troubleshooting_done: "yes" }],
  ])
    it(`decision: ${store}, ${topic}: the answer and the button are on a phone's first screen`, async () => {
      const page = await open(await context(), store);
      await walk(page, topic, wishes);
      assert.equal(await page.locator("recourse-widget .card button.primary").count(), 1);
      assert.ok((await endOf(page, ".card h3")) < SMALL.height);
      const end = await endOf(page, "button.primary");
      assert.ok(end <= SMALL.height, `the button ends at ${end} of ${SMALL.height} pixels`);
    });

  it("decision: the steps are one list, in the order in which they are done", async () => {
    const page = await open(await context(), "hekka", "delivered_on=-9");
    await walk(page, "wrong_item", { sent_back: "not_sent" });
    assert.equal(await page.locator("recourse-widget ol").count(), 1);
    assert.deepEqual(await steps(page), [
      "contact-first",
      "keep-everything",
      "wait-for-answer",
      "post-after-answer",
    ]);
  });

  it("decision: contact comes before posting where remedies have other steps, too", async () => {
    const page = await open(await context(), "xiaomiforsale", "delivered_on=-5");
    await walk(page, "wrong_item", {});
    const all = await steps(page);
    assert.equal(await page.locator("recourse-widget ol").count(), 1);
    assert.equal(new Set(all).size, all.length, "each step once");
    for (const [first, then] of [
      ["contact-first", "post-tracked"],
      ["contact-support", "post-tracked"],
      ["photos-before-sending", "post-tracked"],
      ["post-tracked", "send-receipt"],
    ])
      if (all.includes(first) && all.includes(then))
        assert.ok(all.indexOf(first) < all.indexOf(then), `${first} before ${then}: ${all}`);
  });

  it("decision: an inquiry that support decides has a way to write there", async () => {
    const page = await open(await context(), "hekka", "");
    await walk(page, "country_supported", { xiaomi_phone: "unknown", country: "Puerto Rico" });
    const link = page.locator("recourse-widget [data-verdict=ask_support] a.primary").first();
    assert.equal(await link.innerText(), "Write to support");
    assert.match(
      await link.getAttribute("href"),
      /^mailto:customerservices@hekka\.com\?subject=Hekka%20%C2%B7%20\w/,
    );
    assert.equal(await page.locator("recourse-widget a.primary").count(), 1);
  });

  it("decision: what is asked for has a name that says it", async () => {
    const page = await open(await context(), "hekka", "delivered_on=-9");
    await walk(page, "wrong_item", { sent_back: "not_sent" });
    const names = await page.locator("recourse-widget .what").allInnerTexts();
    assert.ok(
      names.every((name) => !/^Your (claim|request)$/.test(name)),
      names.join(),
    );
  });
});

describe("request", () => {
  it("request: each proof is one thing: its name with what is required, and one way to provide it", async () => {
    const page = await open(await context(), "hekka", "");
    await walk(page, "missing_parcel", { what_arrived: "parcel_incomplete" });
    await press(page, "Make this request");
    const proofs = await page
      .locator("recourse-widget .proof")
      .evaluateAll((all) =>
        all.map((proof) => [
          proof.querySelectorAll("input[type=file], input[type=checkbox], .hint").length,
          proof.innerText.match(/required|recommended|if available/g)?.length,
        ]),
      );
    assert.ok(proofs.length >= 2);
    for (const [ways, needs] of proofs) assert.deepEqual([ways, needs], [1, 1]);
  });
});

describe("receipt", () => {
  /** A sent request in a browser with this zone. */
  async function receipt(zone = "America/New_York") {
    const here = await context({
      timezoneId: zone,
      permissions: ["clipboard-write", "clipboard-read"],
    });
    await here.addInitScript(() => {
      navigator.share = ({ text }) => ((window.shared = text), Promise.resolve());
    });
    const page = await open(here, "hekka", "delivered_on=-9");
    await walk(page, "wrong_item", { sent_back: "not_sent" });
    await press(page, "Make this request");
    await fillContact(page);
    await send(page);
    const link = page.locator("recourse-widget [data-claim] a[target]");
    const id = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
    return { page, id, href: await link.getAttribute("href") };
  }

  it("receipt: its link can be copied, shared and saved, apart from “Start again”", async () => {
    const { page, id, href } = await receipt();
    const card = page.locator("recourse-widget [data-claim]");
    await card.getByRole("button", { name: "Copy the link" }).click();
    await card.getByText("Copied.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), href);
    await card.getByRole("button", { name: "Share" }).click();
    await page.waitForFunction(() => window.shared);
    assert.equal(await page.evaluate(() => shared), href);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      card.getByRole("link", { name: "Save the link" }).click(),
    ]);
    assert.equal(file.suggestedFilename(), `${id}.txt`);
    const stream = await file.createReadStream();
    const text = (await stream.toArray()).join("");
    assert.ok(text.includes(href) && text.includes(id) && text.startsWith("Hekka"), text);
    assert.equal(await card.getByRole("button", { name: "Start again" }).count(), 0);
  });

  it("receipt: instants are in the shopper's time zone and name it, on the status page, too", async () => {
    const { page, id, href } = await receipt("Asia/Kolkata");
    const due = page.locator("recourse-widget [data-claim] li").first();
    assert.match(await due.innerText(), /\d\d:\d\d.*(GMT\+5:30|IST)/);
    const answer = await fetch(`${URL_BASE}/v1/desk/claims/${id}/events`, {
      method: "POST",
      headers: { ...DESK, "content-type": "application/json" },
      body: JSON.stringify({
        actor: "Mia",
        action: { type: "partial_refund_keep", amount: "1299.50" },
      }),
    });
    assert.equal(answer.status, 201, await answer.text());
    await page.goto(href);
    await page.locator("[data-stage]").waitFor();
    const text = await page.locator("main").innerText();
    const zones = text.match(/GMT\+[\d:]+|IST|HKT|UTC|GMT/g);
    assert.ok(zones.length >= 2 && new Set(zones).size === 1, `${zones}`);
    assert.match(zones[0], /GMT\+5:30|IST/);
    assert.match(text, /Refund of US\$1,299\.50/);
  });
});
