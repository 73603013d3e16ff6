// The interview, the request and the receipt in the widget: going back loses nothing, known facts
// are not asked, and errors are shown.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import {
  PHONE,
  URL_BASE,
  answer,
  at,
  browser,
  open,
  press,
  verdicts,
  send,
  walk,
  request,
} from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
});

const phone = async (store, facts) =>
  open(await chromium.newContext({ viewport: PHONE }), store, facts);

it("decision: a phone that is dead on arrival gets its verdict, its clause and its last day", async () => {
  const page = await phone("xiaomiforsale", "delivered_on=-2");
  await walk(page, "dead_on_arrival", { fault_cause: "product", delivery_traceable: "yes" });
  assert.ok((await verdicts(page)).includes("doa_handling granted"));
  const text = await page.locator("recourse-widget [data-remedy~=doa_handling]").innerText();
  assert.match(text, /Ask by the end of \w+/);
  assert.match(text, /within 3 days after delivery/);
  const saved = decodeURIComponent(
    await page
      .locator("recourse-widget [data-remedy~=doa_handling] a[download]")
      .getAttribute("href"),
  );
  const day = new Date(Date.now() + 86_400_000);
  assert.match(saved, /^data:text\/calendar;charset=utf-8,BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  assert.match(
    saved,
    new RegExp(
      `DTSTART;` +
        `VALUE=DATE:${day.getFullYear()}${String(day.getMonth() + 1).padStart(2, "0")}` +
        `${String(day.getDate()).padStart(2, "0")}\r\n`,
    ),
  );
});

it("facts: a fact from the shop is not asked, and is shown in the review", async () => {
  const page = await phone("hekka", "delivered_on=-9");
  await page.locator('recourse-widget input[value="return"]').check({ force: true });
  await press(page, "Continue");
  let asked = [];
  while ((await at(page)) === "question") {
    asked.push(await page.locator("recourse-widget h2").innerText());
    await answer(page, { sent_back: "not_sent", item_state: "as_received" });
  }
  assert.ok(!asked.includes("When did the parcel arrive?"), asked.join(" / "));
  assert.match(
    await page.locator("recourse-widget [data-page=review]").innerText(),
    /From your order/,
  );
});

it("interview: going back and changing an answer loses nothing", async () => {
  const page = await phone("hekka");
  await page.locator('recourse-widget input[value="after_return_starts"]').check({ force: true });
  await press(page, "Continue");
  await answer(page, { return_reason: "changed_mind" });
  await answer(page, { item_state: "used" });
  assert.equal(await at(page), "review");
  await press(page, "Back");
  assert.ok(
    await page.locator('recourse-widget input[value="used"]').isChecked(),
    "the answer is still there",
  );
  await press(page, "Continue");
  await page
    .getByRole("button", { name: /^Change/ })
    .first()
    .click();
  await answer(page, { return_reason: "faulty_or_wrong" });
  assert.equal(await at(page), "review");
  await page
    .getByRole("button", { name: /^Change/ })
    .first()
    .click();
  await answer(page, { return_reason: "changed_mind" });
  assert.equal(
    await at(page),
    "review",
    "an answer that did not count for a while counts again and is not asked again",
  );
});

it("interview: a missing answer is reported, and the problem summary takes the focus", async () => {
  const page = await phone("hekka");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator("recourse-widget [role=alert]").waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector("recourse-widget").shadowRoot.activeElement?.getAttribute("role") ===
      "alert",
  );
});

it("keyboard: the whole interview works with the keyboard alone", async () => {
  const page = await phone("hekka");
  await page.locator('recourse-widget input[value="customs_help"]').focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.locator("recourse-widget [data-page=question]").waitFor();
  await page.locator("recourse-widget input[type=search]").focus();
  await page.keyboard.type("Mexico");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.locator("recourse-widget [data-page=review]").waitFor();
});

it("country: a country is found by any spelling, and Enter takes the best match", async () => {
  const page = await phone("hekka");
  await page.locator('recourse-widget input[value="customs_help"]').check({ force: true });
  await press(page, "Continue");
  const search = page.locator("recourse-widget input[type=search]");
  const found = async (typed) => {
    await search.fill(typed);
    return page.locator("recourse-widget .options .words").allInnerTexts();
  };
  const rows = {
    "U.S.A.": "United States",
    "Ivory Coast": "Côte d’Ivoire",
    Kosovo: "Kosovo",
    "guinea bissau": "Guinea-Bissau",
    germany: "Germany",
    MEXICO: "Mexico",
    curacao: "Curaçao",
    "cote d": "Côte d’Ivoire",
    usa: "United States",
    England: "United Kingdom",
    "Czech Republic": "Czechia",
  };
  for (const [typed, name] of Object.entries(rows))
    assert.ok((await found(typed)).includes(name), `${typed}: ${await found(typed)}`);
  await page.evaluate(() => {
    document.documentElement.lang = "de";
    document.querySelector("recourse-widget").setAttribute("lang", "de");
  });
  await page
    .getByText("Land suchen")
    .or(page.locator("recourse-widget[lang=de] .hint, recourse-widget legend"))
    .first()
    .waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]").lang ===
      "de",
  );
  assert.equal((await found("Amerika"))[0], "Vereinigte Staaten");
  assert.equal((await found("Großbritannien"))[0], "Vereinigtes Königreich");
  // Letters within the only name that contains them may mean another country: it is shown, but not
  // chosen.
  await found("schweden");
  assert.equal(await page.locator("recourse-widget input[type=radio]:checked").count(), 1);
  await found("weden");
  assert.equal(await page.locator("recourse-widget input[type=radio]:checked").count(), 0);
  assert.deepEqual(await found("osterreich"), ["Österreich"]);
  await search.press("Enter");
  await page.locator("recourse-widget [data-page=review]").waitFor();
});

it("date: a day that does not exist is reported differently from an incomplete date", async () => {
  const page = await phone("hekka");
  await page.locator('recourse-widget input[value="withdrawal"]').check({ force: true });
  await press(page, "Continue");
  const form = page.locator("recourse-widget [data-page=question]");
  while (!(await form.locator("input[name=day]").count())) await answer(page);
  await form.locator("input[name=day]").fill("31");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Enter the day, the month and the year").waitFor();
  await form.locator("[name=month]").selectOption("2");
  assert.equal(
    await page.locator("recourse-widget [role=alert]").count(),
    0,
    "the problem disappears with the next entry",
  );
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("That date doesn’t exist").waitFor();
});

it("session_storage: if facts answer every question, a reload keeps the typed request and the receipt", async () => {
  const page = await phone("hekka", "delivered_on=-9");
  await request(page);
  await page.locator("recourse-widget textarea").fill("The other colour");
  await page.reload();
  await page.locator("recourse-widget [data-page]").first().waitFor();
  assert.equal(await at(page), "claim");
  assert.equal(await page.locator("recourse-widget textarea").inputValue(), "The other colour");
  await page
    .locator("recourse-widget input[name=order]")
    .fill(`R-${Math.random().toString(36).slice(2, 8)}`);
  await send(page);
  const link = await page.locator("recourse-widget [data-claim] a[target]").getAttribute("href");
  await page.reload();
  assert.equal(
    await page.locator("recourse-widget [data-claim] a[target]").getAttribute("href"),
    link,
    "the receipt keeps the only link",
  );
  await press(page, "Start again");
  await page.reload();
  await page.locator("recourse-widget [data-page=topics]").waitFor();
});

it("facts: facts set late answer their questions and keep the shopper's own answers", async () => {
  const page = await phone("hekka");
  await page.locator('recourse-widget input[value="after_return_starts"]').check({ force: true });
  await press(page, "Continue");
  await page.evaluate(() => {
    document.querySelector("recourse-widget").facts = { return_reason: "changed_mind" };
  });
  await page
    .locator('recourse-widget input[name="item_state"]')
    .first()
    .waitFor({ state: "attached" });
});

it("status: the private link shows the stage of the claim", async () => {
  const page = await phone("hekka", "delivered_on=-9");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await page
    .locator("recourse-widget input[name=email]")
    .fill(`follower-${Date.now()}@example.com`);
  await send(page);
  const link = await page.locator("recourse-widget [data-claim] a[target]").getAttribute("href");
  await page.goto(link);
  await page.getByText("Received. The shop has not replied yet.").waitFor({ timeout: 10_000 });
});

it("events: the page gets every event in one envelope and without answers", async () => {
  const context = await chromium.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.received = [];
    for (const kind of ["ready", "topics", "question", "answer", "review"])
      document.addEventListener(`recourse:${kind}`, ({ detail }) => window.received.push(detail));
  });
  await page.goto(`${URL_BASE}/storefronts/hekka/?facts=`);
  await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  await page.locator('recourse-widget input[value="customs_help"]').check({ force: true });
  await press(page, "Continue");
  await answer(page, { country: "Mexico" });
  const received = await page.evaluate(() => window.received);
  assert.deepEqual(
    received.map(({ type }) => type),
    ["ready", "topics", "question", "answer", "review"],
  );
  assert.equal(new Set(received.map(({ id }) => id)).size, received.length, "each has its own id");
  assert.ok(received.every(({ at }) => !Number.isNaN(Date.parse(at))));
  assert.deepEqual(received[3].detail, { question: "ship_to" });
  assert.ok(!JSON.stringify(received).includes("MX"), "no answer leaves the widget");
});

it("session_storage: a reload loses no answers; nothing is stored before the first answer", async () => {
  const page = await phone("hekka", "delivered_on=-9");
  const kept = () =>
    page.evaluate(() => [sessionStorage.length, localStorage.length, document.cookie.length]);
  assert.deepEqual(await kept(), [0, 0, 0]);
  await request(page);
  await page.locator("recourse-widget textarea").fill("It is the wrong colour");
  await page.reload();
  await page.locator("recourse-widget [data-page=claim]").waitFor({ timeout: 20_000 });
  assert.equal(
    await page.locator("recourse-widget input[name=email]").inputValue(),
    "shopper@example.com",
  );
  assert.equal(
    await page.locator("recourse-widget textarea").inputValue(),
    "It is the wrong colour",
  );
  await send(page);
  assert.equal(await at(page), "receipt");
  await page.waitForFunction(() =>
    sessionStorage.getItem(sessionStorage.key(0)).includes("status_url"),
  );
  const left = await page.evaluate(() => sessionStorage.getItem(sessionStorage.key(0)));
  assert.doesNotMatch(left, /shopper@example|wrong colour|delivered_on/, "only the receipt");
  await press(page, "Start again");
  await page.waitForFunction(() => sessionStorage.length === 0);
});

it("share: a decision can be shared and printed without the shopper's answers", async () => {
  const context = await chromium.newContext({
    viewport: PHONE,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await open(context, "xiaomiforsale", "delivered_on=-2");
  await page.evaluate(() => {
    window.printed = 0;
    window.print = () => {
      window.printed += 1;
    };
  });
  await walk(page, "dead_on_arrival", { fault_cause: "product", delivery_traceable: "yes" });
  await page.getByRole("button", { name: "Print" }).click();
  assert.equal(await page.evaluate(() => window.printed), 1);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText("Copied.").waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const lines = text.split("\n");
  assert.match(text, /\nYes, covered\nAsk by the end of \w+/);
  const names = await page.locator("recourse-widget .what").allInnerTexts();
  for (const name of names) assert.equal(text.split(name).length, 2, `${name}: once`);
  assert.match(lines.at(-1), /\/v1\/stores\/xiaomiforsale\/form\?lang=en$/);
  assert.doesNotMatch(text, /X-|delivered_on|fault_cause/, "no order, no answer");
  // Where the device has a share sheet, it is used; closing it is no error.
  await page.evaluate(() => {
    navigator.share = ({ text }) => {
      window.shared = text;
      return Promise.reject(new DOMException("closed", "AbortError"));
    };
  });
  await page.getByRole("button", { name: "Share" }).click();
  assert.equal(await page.evaluate(() => window.shared), text);
  assert.deepEqual(page.problems, []);
  const paper = await page
    .emulateMedia({ media: "print" })
    .then(() =>
      page
        .locator("recourse-widget button")
        .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
    );
  assert.equal(paper, 0, "nothing on paper looks like a button");
});

for (const [language, names] of [
  ["pt", { EUA: "Estados Unidos" }],
  ["es", { "EE.UU.": "Estados Unidos", "Gran Bretaña": "Reino Unido" }],
  [
    "fr",
    { "etats unis": "États-Unis", "Cote d'Ivoire": "Côte d’Ivoire", Angleterre: "Royaume-Uni" },
  ],
  ["ar", { أمريكا: "الولايات المتحدة", "المملكه العربيه": "المملكة العربية السعودية" }],
  ["zh", { 克里米亚: "俄罗斯" }],
]) {
  it(`country: a country is found by its names in ${language} and chosen`, async () => {
    const page = await chromium.newPage();
    await page.goto(`${URL_BASE}/storefronts/hekka/?facts=&lang=${language}`);
    await page.evaluate(
      (language) => document.querySelector("recourse-widget").setAttribute("lang", language),
      language,
    );
    await page.locator("recourse-widget [data-page]").waitFor();
    await page.waitForFunction(
      (language) =>
        document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]").lang ===
        language,
      language,
    );
    await page.locator('recourse-widget input[value="customs_help"]').check({ force: true });
    await page.locator("recourse-widget button.primary").click();
    const search = page.locator("recourse-widget input[type=search]");
    for (const [typed, name] of Object.entries(names)) {
      await search.fill(typed);
      const first = page.locator("recourse-widget .option").first();
      assert.equal((await first.innerText()).trim(), name, typed);
      const checked = await page.locator("recourse-widget input[type=radio]:checked").count();
      assert.equal(
        checked,
        name === "俄罗斯" ? 0 : 1,
        `${typed}: of two possible countries none is chosen`,
      );
    }
    await page.close();
  });
}
