// Actions of a shopper. Nothing here knows a rule: elements are found by roles, labels and names.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const URL_BASE = process.env.RECOURSE_URL ?? "http://127.0.0.1:8787";
export const DESK = {
  authorization: `Bearer ${process.env.RECOURSE_DESK_TOKEN ?? "de5c".repeat(16)}`,
};
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

/**
 * Chromium's address bar is a page of its own with four hundred scripts per window. Chromium uses
 * only the last of two such switches, so features that the test library turns off are repeated
 * here.
 */
const OFF = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];
const FLAGS = [
  `--disable-features=${OFF}`,
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export const browser = () =>
  chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args: FLAGS });

/** Opens a shop's page with the widget open; collects the problems on the page's console. */
export async function open(context, store, facts = "") {
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  await page.goto(`${URL_BASE}/storefronts/${store}/?facts=${encodeURIComponent(facts)}`);
  await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  return page;
}

/** Clicks the shop's own link or button inside the tag, after the script has loaded. */
export async function opened(page) {
  await page.waitForFunction(() => customElements.get("recourse-widget"));
  await page.locator("recourse-widget").locator("a, button").first().click();
}

export const at = (page) =>
  page.locator("recourse-widget [data-page]").first().getAttribute("data-page");

/** Waits until another page is shown and has the focus, so that the next keys go to it. */
async function settled(page, before) {
  await page.waitForFunction(
    (before) => {
      const shadow = document.querySelector("recourse-widget").shadowRoot;
      const root = shadow.querySelector("[data-page]");
      return (
        root &&
        shadow.activeElement &&
        `${root.dataset.page} ${root.querySelector("h2")?.textContent}` !== before
      );
    },
    before,
    { timeout: 15_000 },
  );
}

const state = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]");
    return `${root.dataset.page} ${root.querySelector("h2")?.textContent}`;
  });

/** Clicks, and waits until another page is there and has the focus. */
export async function follow(page, button) {
  const before = await state(page);
  await button.click();
  await settled(page, before);
}

export const press = (page, name) => follow(page, page.getByRole("button", { name, exact: true }));

/** Sends the request; if a required proof is missing, sends it without the proof. */
export async function send(page) {
  await page.getByRole("button", { name: "Send the request", exact: true }).click();
  const without = page.getByRole("button", { name: "Send without it", exact: true });
  const receipt = page.locator("recourse-widget [data-page=receipt]");
  await without.or(receipt).first().waitFor({ timeout: 20_000 });
  if (await without.count()) await press(page, "Send without it");
  await receipt.waitFor();
}

/** Gives the wished answer, or the first plain one that the page offers. */
export async function answer(page, wishes = {}) {
  const form = page.locator("recourse-widget [data-page=question]");
  const radios = form.locator("input[type=radio]");
  const dates = form.locator("input[name=day]");
  const money = form.locator("input[inputmode=decimal]");
  const search = form.locator("input[type=search]");
  if (await dates.count()) {
    const day = new Date(Date.now() - 2 * 86_400_000);
    await dates.fill(String(day.getDate()));
    const month = form.locator("[name=month]");
    if ((await month.evaluate((element) => element.tagName)) === "SELECT")
      await month.selectOption(String(day.getMonth() + 1));
    else await month.fill(String(day.getMonth() + 1));
    await form.locator("input[name=year]").fill(String(day.getFullYear()));
  } else if (await money.count()) {
    await money.fill("129.99");
  } else if (await search.count()) {
    await search.fill(wishes.country ?? "Germany");
    await form.locator("input[type=radio]").first().check({ force: true });
  } else {
    const values = await radios.evaluateAll((all) =>
      all.map((radio) => ({ name: radio.name, value: radio.value })),
    );
    const wished = values.find(({ name, value }) => wishes[name] === value);
    const plain =
      wished ??
      values.find(({ value }) => value === "no") ??
      values.find(({ value }) => !["unknown", "none"].includes(value));
    await form.locator(`input[type=radio][value="${plain.value}"]`).check({ force: true });
  }
  await press(page, "Continue");
}

/**
 * Chooses a topic by its id and answers until there is a decision. Returns the number of questions.
 */
export async function walk(page, topic, wishes = {}) {
  const radio = page.locator(`recourse-widget input[type=radio][value="${topic}"]`);
  await radio.check({ force: true });
  await press(page, "Continue");
  let asked = 0;
  while ((await at(page)) === "question") {
    await answer(page, wishes);
    asked += 1;
    assert.ok(asked < 20, `${topic}: the interview ends`);
  }
  if ((await at(page)) === "review") await press(page, "See the answer");
  assert.equal(await at(page), "decision");
  return asked;
}

export const verdicts = (page) =>
  page
    .locator("recourse-widget [data-verdict]")
    .evaluateAll((all) => all.map((e) => `${e.dataset.remedy} ${e.dataset.verdict}`));

/** Types an address and an order of its own into the request form. */
export async function fillContact(page) {
  await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
  await page
    .locator("recourse-widget input[name=order]")
    .fill(`J-${Math.random().toString(36).slice(2, 8).toUpperCase()}`);
}

/** Walks to a decision, opens its request form and types an address. */
export const request = async (page) => {
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
};
