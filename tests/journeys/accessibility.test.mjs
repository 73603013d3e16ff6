// Accessibility: axe checks every page of the widget and of the stateless form for WCAG 2.2 A and
// AA, in three languages, one of them written from right to left; and the pages around the widget.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { look } from "./axe.mjs";
import { PHONE, URL_BASE, at, browser, follow } from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
});

const next = (page) => follow(page, page.locator("recourse-widget button.primary"));

describe("accessibility of the pages around the widget", () => {
  for (const path of [
    "/",
    "/status/",
    "/storefronts/hekka/",
    "/storefronts/xiaomiforsale/",
    "/policies/hekka",
    "/policies/xiaomiforsale",
    "/developers/",
    "/v1/stores/hekka/form",
    "/v1/stores/xiaomiforsale/form?lang=ar",
  ]) {
    for (const width of [360, 1280]) {
      it(`${path} at ${width} px`, async () => {
        const page = await (
          await chromium.newContext({ viewport: { width, height: 800 }, reducedMotion: "reduce" })
        ).newPage();
        const reply = await page.goto(`${URL_BASE}${path}`);
        assert.equal(reply.status(), 200);
        assert.equal(reply.headers()["x-content-type-options"], "nosniff");
        assert.match(reply.headers()["content-security-policy"], /default-src 'none'/);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          true,
          "the page does not scroll sideways",
        );
        // What the page fetches itself is checked, too.
        await page.waitForLoadState("networkidle");
        await look(page, path);
      });
    }
  }
});

describe("accessibility of the stateless form", () => {
  for (const [width, lang, colorScheme] of [
    [360, "en", "light"],
    [1280, "de", "dark"],
    [360, "ar", "dark"],
  ]) {
    it(`accessibility of every page at ${width} px, in ${lang}, ${colorScheme}`, async () => {
      const page = await (
        await chromium.newContext({
          viewport: { width, height: 800 },
          colorScheme,
          reducedMotion: "reduce",
        })
      ).newPage();
      const seen = async (where) => {
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          true,
          `${where}: the page does not scroll sideways`,
        );
        await look(page, where);
      };
      // Sending the form loads a new document.
      const next = () =>
        Promise.all([page.waitForEvent("load"), page.locator("button.primary").first().click()]);
      await page.goto(`${URL_BASE}/v1/stores/hekka/form?lang=${lang}`);
      await next();
      await seen("topics with a problem");
      await page.locator('input[value="damaged_or_not_as_described"]').check();
      await next();
      for (let asked = 0; await page.locator("input[name=asked]").count(); asked += 1) {
        assert.ok(asked < 20, "the interview ends");
        await seen(`question ${asked + 1}`);
        await fill(page, { trouble: "does_not_work" });
        await next();
      }
      await seen("after the questions");
      if (!(await page.locator("[data-verdict]").count())) await next();
      await seen("decision");
      await next();
      await seen("request");
      await next();
      await page.locator("[role=alert]").waitFor();
      await seen("request with a problem");
      await page.locator("input[name=email]").fill("shopper@example.com");
      await page
        .locator("input[name=order]")
        .fill(`A-${width}-${Math.random().toString(36).slice(2, 8)}`);
      await next();
      await page.locator("[data-claim]").waitFor();
      await seen("receipt");
    });
  }
});

/** Answers the question of the form by its values, not by its texts. */
async function fill(page, wishes) {
  const id = await page.locator("input[name=asked]").getAttribute("value");
  if (await page.locator("input[type=date]").count())
    return page
      .locator("input[type=date]")
      .fill(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10));
  if (await page.locator("form select").count())
    return page.locator("form select").selectOption("DE");
  const values = await page
    .locator(`[name="a:${id}"]`)
    .evaluateAll((all) => all.map(({ value }) => value));
  const wished =
    values.find((value) => value === wishes[id]) ??
    values.find((value) => value === "no") ??
    values[0];
  return page.locator(`[name="a:${id}"][value="${wished}"]`).check();
}

for (const lang of ["en", "de", "ar"]) {
  for (const colorScheme of ["light", "dark"]) {
    it(`accessibility of every page of the widget, in ${lang}, ${colorScheme}`, async () => {
      const context = await chromium.newContext({
        viewport: { ...PHONE, width: 320 },
        colorScheme,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      await page.goto(`${URL_BASE}/storefronts/hekka/?facts=`);
      await page.evaluate(
        (lang) => document.querySelector("recourse-widget").setAttribute("lang", lang),
        lang,
      );
      await page.locator(`recourse-widget [data-page][lang=${lang}]`).waitFor({ timeout: 20_000 });
      await look(page, "topics");
      await page.locator("recourse-widget button.primary").click();
      await page.locator("recourse-widget [role=alert]").waitFor();
      await look(page, "topics with a problem");
      await page
        .locator('recourse-widget input[value="damaged_or_not_as_described"]')
        .check({ force: true });
      await next(page);
      for (let asked = 0; (await at(page)) === "question"; asked += 1) {
        assert.ok(asked < 20, "the interview ends");
        await look(page, `question ${asked + 1}`);
        await choose(page, { trouble: "does_not_work" });
        await next(page);
      }
      assert.equal(await at(page), "review");
      await look(page, "review");
      await next(page);
      assert.equal(await at(page), "decision");
      await look(page, "decision");
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        true,
        "the page does not scroll sideways at 320 px",
      );
      await next(page);
      assert.equal(await at(page), "claim");
      await look(page, "request");
      await page.locator("recourse-widget button.primary").click();
      await page.locator("recourse-widget [role=alert]").waitFor();
      await look(page, "request with a problem");
      await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
      await next(page);
      await page.locator("recourse-widget [data-page=receipt]").waitFor();
      await look(page, "receipt");
    });
  }
}

/** Answers the question shown by its values, not by its texts. */
async function choose(page, wishes) {
  const form = page.locator("recourse-widget [data-page=question]");
  if (await form.locator("input[name=day]").count()) {
    const day = new Date(Date.now() - 2 * 86_400_000);
    await form.locator("input[name=day]").fill(String(day.getDate()));
    await form.locator("[name=month]").selectOption(String(day.getMonth() + 1));
    return form.locator("input[name=year]").fill(String(day.getFullYear()));
  }
  if (await form.locator("input[type=search]").count()) {
    await form.locator("input[type=search]").fill("DE");
    return form.locator("input[type=radio]").first().check({ force: true });
  }
  const values = await form
    .locator("input[type=radio]")
    .evaluateAll((all) => all.map(({ name, value }) => ({ name, value })));
  const wished =
    values.find(({ name, value }) => wishes[name] === value) ??
    values.find(({ value }) => value === "no") ??
    values[0];
  return form.locator(`input[type=radio][value="${wished.value}"]`).check({ force: true });
}
