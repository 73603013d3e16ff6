// Every topic of both shops with the keyboard alone: Tab, Space, Enter, arrows and typing. At every
// stop the focus is visible: its element is on the screen and has an outline, also with forced
// colors.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DESKTOP, URL_BASE, at, browser, open } from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
});

/** The element with the focus inside the widget; `undefined` if the focus is elsewhere. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.querySelector("recourse-widget").shadowRoot.activeElement;
    if (!element) return undefined;
    const box = element.getBoundingClientRect();
    // A hidden radio button shows its focus on its label.
    const seen = element.matches("input[type=radio], input[type=checkbox]")
      ? (element.closest("label") ?? element)
      : element;
    const outline = [element, seen].some((one) => {
      const style = getComputedStyle(one);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    });
    const { tagName, type = "", name = "", value = "", id, className } = element;
    return {
      tagName,
      type,
      name,
      value,
      id,
      className: String(className),
      role: element.getAttribute("role"),
      outline,
      onScreen: box.bottom > 0 && box.top < innerHeight,
    };
  });

/** Presses Tab until the wanted element has the focus. */
async function tabTo(page, wanted, what) {
  for (let stop = 0; stop < 60; stop++) {
    const now = await focused(page);
    if (now && wanted(now)) {
      assert.ok(now.onScreen, `${what}: the focus is on the screen`);
      assert.ok(now.outline, `${what}: the focus is visible: ${JSON.stringify(now)}`);
      return now;
    }
    await page.keyboard.press("Tab");
  }
  return assert.fail(`${what}: Tab never came to it`);
}

const radio = (now) => now.type === "radio";
const button = (now) => now.tagName === "BUTTON" && now.className.includes("primary");

async function choose(page, value, what) {
  let now = await tabTo(page, radio, what);
  if (now.value !== value) await page.keyboard.press("Space");
  for (let turn = 0; turn < 40 && now.value !== value; turn++) {
    await page.keyboard.press("ArrowDown");
    now = await focused(page);
  }
  assert.equal(now.value, value, `${what}: the arrows reach every option`);
  await page.keyboard.press("Space");
}

const shown = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]");
    return `${root.dataset.page} ${root.querySelector("h2")?.textContent}`;
  });

async function onward(page, what) {
  const before = await shown(page);
  await tabTo(page, button, what);
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    (before) => {
      const shadow = document.querySelector("recourse-widget").shadowRoot;
      const root = shadow.querySelector("[data-page]");
      return (
        shadow.activeElement &&
        root &&
        `${root.dataset.page} ${root.querySelector("h2")?.textContent}` !== before
      );
    },
    before,
    { timeout: 10_000 },
  );
}

async function answer(page, what) {
  const kinds = await page
    .locator("recourse-widget [data-page=question] input")
    .evaluateAll((all) =>
      all.map(({ type, name, value, inputMode }) => ({ type, name, value, inputMode })),
    );
  const has = (wanted) => kinds.some(wanted);
  if (has(({ name }) => name === "day")) {
    const day = new Date(Date.now() - 2 * 86_400_000);
    await tabTo(page, (now) => now.name === "day", what);
    await page.keyboard.type(String(day.getDate()));
    const month = await tabTo(page, (now) => now.name === "month", what);
    await page.keyboard.type(
      month.tagName === "SELECT"
        ? day.toLocaleString("en-GB", { month: "long" })
        : String(day.getMonth() + 1),
    );
    await tabTo(page, (now) => now.name === "year", what);
    await page.keyboard.type(String(day.getFullYear()));
  } else if (has(({ inputMode }) => inputMode === "decimal")) {
    await tabTo(page, (now) => now.tagName === "INPUT" && now.type !== "radio", what);
    await page.keyboard.type("129.99");
  } else if (has(({ type }) => type === "search")) {
    await tabTo(page, (now) => now.type === "search", what);
    await page.keyboard.type("Germany");
    await page.keyboard.press("Tab");
    await tabTo(page, radio, what);
    await page.keyboard.press("Space");
  } else {
    const values = kinds.filter(({ type }) => type === "radio").map(({ value }) => value);
    await choose(
      page,
      values.find((value) => value === "no") ??
        values.find((value) => !["unknown", "none"].includes(value)),
      what,
    );
  }
  await onward(page, what);
}

for (const store of ["hekka", "xiaomiforsale"]) {
  for (const forcedColors of ["none", "active"]) {
    describe(`keyboard: ${store}, forced colors ${forcedColors}`, () => {
      it(
        "keyboard: every topic reaches a decision with the keyboard alone",
        { timeout: 300_000 },
        async () => {
          const { topics } = await (await fetch(`${URL_BASE}/v1/stores/${store}`)).json();
          for (const topic of forcedColors === "none" ? topics : topics.slice(0, 2)) {
            const context = await chromium.newContext({
              viewport: DESKTOP,
              forcedColors,
              reducedMotion: "reduce",
            });
            const page = await open(context, store);
            await choose(page, topic, topic);
            await onward(page, topic);
            for (let asked = 0; (await at(page)) === "question"; asked++) {
              assert.ok(asked < 20, `${topic}: the interview ends`);
              await answer(page, `${topic}, question ${asked + 1}`);
            }
            if ((await at(page)) === "review") await onward(page, `${topic}, review`);
            assert.equal(await at(page), "decision", topic);
            await context.close();
          }
        },
      );
    });
  }
}
