// The whole claim without a script: stateless HTML forms from the Worker, the same questions, the
// same decision, a claim with a photo.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DESK, PHONE, URL_BASE, browser } from "./actions.mjs";

let chromium, context;
before(async () => {
  chromium = await browser();
  context = await chromium.newContext({
    viewport: PHONE,
    javaScriptEnabled: false,
    locale: "en-GB",
  });
});
after(() => chromium.close());

/** Clicks and waits for the next page: what is read on the old page would be wrong. */
const follow = (page, button) => Promise.all([page.waitForEvent("load"), button.click()]);
const press = (page, name) => follow(page, page.getByRole("button", { name, exact: true }).first());
const submit = (page) => follow(page, page.locator("button.primary"));
const title = (page) => page.locator("h1").innerText();

async function start(store = "hekka", language = "") {
  const page = await context.newPage();
  await page.goto(`${URL_BASE}/storefronts/${store}/`);
  await page.locator("recourse-widget a").click();
  if (language) await page.goto(`${URL_BASE}/v1/stores/${store}/form?lang=${language}`);
  return page;
}

/**
 * Answers questions, with the given wishes or the first plain answer, until there is a decision.
 */
async function walk(page, topic, wishes = {}) {
  await page.locator(`input[name=topic][value=${topic}]`).check();
  await submit(page);
  for (let asked = 0; asked < 20 && (await page.locator("input[name=asked]").count()); asked += 1) {
    const id = await page.locator("input[name=asked]").getAttribute("value");
    const field = page.locator(`[name="a:${id}"]`);
    const wish = wishes[id];
    if (await page.locator("input[type=date]").count()) {
      await page
        .locator("input[type=date]")
        .fill(wish ?? new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10));
    } else if (await page.locator("select").count()) {
      await page.locator("select").selectOption(wish ?? "DE");
    } else if (await page.locator("input[inputmode=decimal]").count()) {
      await page.locator("input[inputmode=decimal]").fill(wish ?? "129.99");
    } else {
      const values = await field.evaluateAll((all) => all.map(({ value }) => value));
      const plain =
        values.find((value) => value === wish) ??
        values.find((value) => value === "no") ??
        values.find((value) => !["unknown", "none"].includes(value));
      await page.locator(`[name="a:${id}"][value="${plain}"]`).check();
    }
    await submit(page);
  }
}

async function shot() {
  const page = await (await chromium.newContext()).newPage();
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(40, 30);
    canvas.getContext("2d").fillRect(0, 0, 9, 9);
    return [
      ...new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg" })).arrayBuffer()),
    ];
  });
  return { name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from(bytes) };
}

describe("stateless form", () => {
  it("form: a claim with a photo reaches the desk, and sending it twice makes one claim", async () => {
    const page = await start();
    assert.equal(await title(page), "How can we help?");
    await walk(page, "wrong_item", { sent_back: "not_sent" });
    assert.ok(await page.locator("[data-verdict=ask_support], [data-verdict=granted]").count());
    await press(page, "Make this request");
    await press(page, "Send the request");
    assert.match(await page.locator("[role=alert]").innerText(), /e-mail address/);
    const order = `F-${Math.random().toString(36).slice(2, 8).toUpperCase()}`;
    await page.locator("input[name=email]").fill("shopper@example.com");
    await page.locator("input[name=order]").fill(order);
    await page.locator("textarea[name=note]").fill('<b>It is "another" one</b>');
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles({ name: "x.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
    await press(page, "Send the request");
    assert.match(await page.locator("[role=alert]").innerText(), /cannot be read as a photo/);
    assert.equal(
      await page.locator("textarea[name=note]").inputValue(),
      '<b>It is "another" one</b>',
      "nothing typed is lost",
    );
    const picture = await shot();
    await page.locator("input[type=file]").first().setInputFiles(picture);
    const fields = await page
      .locator("form")
      .evaluate((form) => [...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const file = await page.locator("input[type=file]").first().getAttribute("name");
    await press(page, "Send the request");
    const id = await page.locator("[data-claim]").getAttribute("data-claim");
    const same = new FormData();
    for (const [name, value] of [...fields, ["do", "send"]]) same.append(name, value);
    same.append(file, new Blob([picture.buffer]), "photo.jpg");
    const again = await fetch(`${URL_BASE}/v1/stores/hekka/form`, { method: "POST", body: same });
    assert.equal(again.status, 200);
    assert.ok((await again.text()).includes(id), "sent again, it is the same claim");
    const claim = await (await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })).json();
    assert.equal(claim.contact.order, order);
    assert.equal(claim.note, '<b>It is "another" one</b>');
    assert.equal(claim.photos.length, 1);
    assert.deepEqual(claim.proofs, [claim.photos[0].proof], "a proof with a photo is ready");
    const photo = await fetch(`${URL_BASE}/v1/desk/claims/${id}/photos/${claim.photos[0].photo}`, {
      headers: DESK,
    });
    assert.equal(photo.headers.get("content-type"), "image/jpeg");
  });

  it("form: a missing proof is asked for once, a photo can be removed, the status is shown", async () => {
    const page = await start("hekka", "de");
    await walk(page, "missing_parcel", { what_arrived: "parcel_incomplete" });
    await press(page, "Diese Anfrage stellen");
    assert.match(await page.locator("main").innerText(), /Schreiben Sie das in das Feld darüber/);
    await page.locator("input[name=email]").fill("shopper@example.com");
    await page.locator("input[name=order]").fill(`F-${Math.random().toString(36).slice(2, 8)}`);
    await press(page, "Anfrage senden");
    assert.match(await page.locator("[role=alert]").innerText(), /fehlt noch/);
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles(await shot());
    await page.locator("input[name=email]").fill("no address");
    await press(page, "Trotzdem senden");
    assert.match(
      await page.locator("[role=alert]").innerText(),
      /E-Mail-Adresse/,
      "asked for once",
    );
    await page.locator("input[name=photo]").uncheck();
    await page.locator("input[name=email]").fill("shopper@example.com");
    await press(page, "Anfrage senden");
    const id = await page.locator("[data-claim]").getAttribute("data-claim");
    const claim = await (await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })).json();
    assert.deepEqual(claim.photos ?? [], [], "the removed photo is not sent");
    assert.match(
      await page.locator("[data-claim]").innerText(),
      /2026|20\d\d/,
      "the due date of the reply",
    );
    await press(page, "Anzeigen");
    assert.match(
      await page.locator("main").innerText(),
      /Der Shop hat noch nicht geantwortet\.\s+.+: bis .+20\d\d/,
      "and its due date",
    );
    assert.equal(
      new URL(page.url()).pathname + new URL(page.url()).search,
      "/v1/status",
      "the link's secret is not in the address",
    );
    await page.goto(`${URL_BASE}/status/`);
    await page.getByRole("link", { name: "Français" }).click();
    await page.locator("input[name=link]").fill("nonsense");
    await press(page, "Afficher");
    assert.match(await page.locator("[role=alert]").innerText(), /Ce lien nous est inconnu/);
  });

  it("form: missing entries are reported, an answer can be changed, and going back loses nothing", async () => {
    const page = await start();
    await press(page, "Continue");
    assert.match(await page.locator("[role=alert]").innerText(), /Choose an answer/);
    await page.locator("input[name=topic][value=customs_help]").check();
    await press(page, "Continue");
    const question = await title(page);
    await press(page, "Continue");
    assert.match(await page.locator("[role=alert]").innerText(), /Choose a country/);
    await page.locator("select").selectOption("MX");
    await press(page, "Continue");
    const before = await page.locator("[data-verdict]").first().getAttribute("data-verdict");
    await page.locator("summary").last().click();
    assert.match(await page.locator("dl").innerText(), /Mexico/);
    await press(page, "Change");
    assert.equal(await title(page), question);
    assert.equal(await page.locator("select").inputValue(), "MX");
    await press(page, "Back");
    assert.ok(await page.locator("input[name=topic][value=customs_help]").isChecked());
    await press(page, "Continue");
    assert.equal(
      await page.locator("[data-verdict]").first().getAttribute("data-verdict"),
      before,
      "the answer is still there",
    );
  });

  it("form: topics have descriptions, and countries are sorted by the reader's language", async () => {
    const page = await start("hekka", "de");
    assert.match(
      await page
        .locator("label.option", { has: page.locator("[value=dead_on_arrival]") })
        .innerText(),
      /einschalten/,
    );
    await page.locator("input[name=topic][value=customs_help]").check();
    await press(page, "Weiter");
    const names = await page.locator("option").allInnerTexts();
    assert.deepEqual(
      names.filter((name) =>
        ["Norwegen", "Österreich", "Oman", "Ägypten", "Afghanistan"].includes(name),
      ),
      ["Afghanistan", "Ägypten", "Norwegen", "Oman", "Österreich"],
    );
  });

  it("form: an amount may be unknown, and answers to another topic do not interfere", async () => {
    // On the shop's calendar, which is a day ahead from 16:00 UTC on. Swedish dates are ISO dates.
    const ago = (days) =>
      new Date(Date.now() - days * 86_400_000).toLocaleDateString("sv-SE", {
        timeZone: "Asia/Shanghai",
      });
    const asks = async (fields) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...fields, do: "next" }))
        body.append(name, value);
      const page = await (
        await fetch(`${URL_BASE}/v1/stores/xiaomiforsale/form`, { method: "POST", body })
      ).text();
      assert.ok(!page.includes('role="alert"'), page);
      return /name="asked" value="(\w+)"/.exec(page)?.[1];
    };
    const defective = {
      topic: "defective",
      "a:fault_cause": "product",
      "a:shipped_on": ago(15),
      "a:delivered_on": ago(5),
      "a:troubleshooting_done": "yes",
      "a:physical_damage": "no",
      "a:special_warranty": "no",
    };
    assert.equal(await asks(defective), "price");
    assert.notEqual(await asks({ ...defective, asked: "price", "a:price": "unknown" }), "price");
    const dead = {
      topic: "dead_on_arrival",
      "a:fault_cause": "product",
      "a:delivery_traceable": "yes",
      "a:shipped_on": ago(2),
      "a:delivered_on": ago(3),
    };
    const next = await asks({ ...dead, asked: "delivered_on" });
    assert.notEqual(next, "delivered_on");
    assert.equal(
      await asks({ ...dead, asked: next, [`a:${next}`]: "no" }),
      undefined,
      "there is a decision",
    );
  });

  it("form: an unknown answer can be given later, and going back from the request keeps it", async () => {
    const page = await start("xiaomiforsale", "de");
    assert.match(
      await page.locator("main").innerText(),
      /^xiaomiforsale/i,
      "the page names the store",
    );
    await page.locator("input[name=topic][value=defective]").check();
    await press(page, "Weiter");
    const asked = () => page.locator("input[name=asked]").getAttribute("value");
    let known = "";
    for (let turn = 0; turn < 20 && (await page.locator("input[name=asked]").count()); turn += 1) {
      const day = page.locator("input[type=date]");
      if (await day.count()) {
        const unknown = page.locator("input[type=checkbox][value=unknown]");
        if (!known && (await unknown.count())) {
          known = await asked();
          await unknown.check();
        } else await day.fill(new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10));
      } else if (await page.locator("input[inputmode=decimal]").count())
        await page.locator("input[inputmode=decimal]").fill("1.299,50 US$");
      else if (await page.locator("select").count())
        await page.locator("select").selectOption("US");
      else {
        const radios = page.locator("input[type=radio]:not([value=unknown])");
        const values = await radios.evaluateAll((all) => all.map(({ value }) => value));
        await radios.nth(Math.max(0, values.indexOf("product"), values.indexOf("no"))).check();
      }
      await submit(page);
    }
    assert.ok(known, "a day was unknown");
    await page.locator("summary").last().click();
    await page.locator(`button[value="change:${known}"]`).click();
    await page.locator("input[type=checkbox][value=unknown]").uncheck();
    await page
      .locator("input[type=date]")
      .fill(new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10));
    await submit(page);
    assert.equal(await page.locator("[role=alert]").count(), 0);
    assert.notEqual(
      await page.locator(`input[name="a:${known}"]`).first().getAttribute("value"),
      "unknown",
    );
  });

  it("form: going back from the request keeps what was typed, and the browser's back button is no error", async () => {
    const page = await start();
    await walk(page, "wrong_item", { sent_back: "not_sent" });
    await press(page, "Make this request");
    await page.locator("input[name=email]").fill("shopper@example.com");
    await page.locator("textarea[name=note]").fill("Two lines\nof it");
    const ticket = await page.locator("input[name=ticket]").getAttribute("value");
    await press(page, "Back");
    await press(page, "Make this request");
    assert.equal(await page.locator("input[name=email]").inputValue(), "shopper@example.com");
    assert.equal(await page.locator("textarea[name=note]").inputValue(), "Two lines\nof it");
    assert.equal(
      await page.locator("input[name=ticket]").getAttribute("value"),
      ticket,
      "it is the same request",
    );
    await page.goBack();
    await page.locator("[data-verdict]").first().waitFor();
    // The pages of the form require Trusted Types, and `setContent` writes plain text.
    await page.goto("about:blank");
    await page.setContent(
      `<form method="post" enctype="multipart/form-data" ` +
        `action="${URL_BASE}/v1/stores/hekka/form">` +
        `<input name="topic"><button>Go</button>` +
        `</form>`,
    );
    await page.locator("input").evaluate((field) => (field.value = "x".repeat(21 * 1024 * 1024)));
    await page.getByRole("button").click();
    assert.match(await page.locator("[role=alert]").innerText(), /too large/, "a page, not JSON");
  });

  it("form: a day that does not exist is asked for again", async () => {
    const page = await start();
    await page.locator("input[name=topic][value=return]").check();
    await press(page, "Continue");
    for (let n = 0; n < 20 && !(await page.locator("input[type=date]").count()); n += 1) {
      const radios = page.locator("input[type=radio]");
      const values = await radios.evaluateAll((all) => all.map(({ value }) => value));
      await radios
        .nth(
          Math.max(
            0,
            values.findIndex((value) => ["no", "not_sent"].includes(value)),
          ),
        )
        .check();
      await press(page, "Continue");
    }
    await page
      .locator("input[type=date]")
      .evaluate((input) => input.removeAttribute("max"))
      .catch(() => {});
    await page.locator("input[type=date]").fill("2199-01-01");
    await press(page, "Continue");
    assert.match(await page.locator("[role=alert]").innerText(), /is in the future/);
  });

  it("form: it is in the shopper's language, right to left where that is the writing direction", async () => {
    const page = await start("xiaomiforsale", "ar");
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
    await walk(page, "country_supported", {});
    assert.ok(await page.locator("[data-verdict]").count());
    assert.match(
      await page.locator("button.primary, summary").first().innerText(),
      /[\u0600-\u06ff]/,
    );
  });
});
