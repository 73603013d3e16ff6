// The current day: the shop's clock, the shopper's time zone, and a device whose clock is wrong.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { PHONE, URL_BASE, answer, browser, press } from "./actions.mjs";
import { up } from "./shop_page.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
});

// The earlier of the shop's and the shopper's day counts, so a time zone makes no claim late. The
// shop's zone is Hong Kong. The shopper is in the same zone, far east or far west of it, a second
// before the day changes there and just after.
const shopAt = (page, at) => {
  let time = Date.parse(at);
  return page.route(/\/bundle\//, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), "recourse-server-time": String((time += 10)) },
    });
  });
};

/** Opens the interview and answers until the day of delivery is asked. */
async function untilDelivery(page) {
  await page.goto(`${URL_BASE}/storefronts/hekka/?facts=`);
  await up(page);
  await page.locator('recourse-widget input[value="return"]').check({ force: true });
  await press(page, "Continue");
  await answer(page, { sent_back: "not_sent" });
}

/** The day that "Today" fills in, as year, month and day. */
async function todayOf(page) {
  await untilDelivery(page);
  await page.getByRole("button", { name: "Today" }).click();
  const field = (name) => page.locator(`recourse-widget [name=${name}]`).inputValue();
  return [await field("year"), await field("month"), await field("day")].map(Number);
}

const DAY_MS = 86_400_000;

const civil = (at) => {
  const day = new Date(at);
  return [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
};

for (const [zone, at, today] of [
  ["Asia/Hong_Kong", "2026-11-20T15:59:59Z", "2026-11-20"],
  ["Asia/Hong_Kong", "2026-11-20T16:00:00Z", "2026-11-21"],
  ["Pacific/Kiritimati", "2026-11-20T15:59:59Z", "2026-11-20"],
  ["Etc/GMT+12", "2026-11-20T16:00:00Z", "2026-11-20"],
  ["Europe/Berlin", "2026-10-24T22:59:59Z", "2026-10-25"],
  ["America/New_York", "2026-11-01T03:59:59Z", "2026-10-31"],
  ["America/New_York", "2026-11-01T04:00:00Z", "2026-11-01"],
]) {
  it(`time_zone: in ${zone} at ${at} today is ${today}`, async () => {
    const context = await chromium.newContext({ viewport: PHONE, timezoneId: zone });
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date(at));
    await shopAt(page, at);
    await untilDelivery(page);
    const fill = async (day) => {
      await page.locator("recourse-widget input[name=day]").fill(String(day.getUTCDate()));
      await page
        .locator("recourse-widget [name=month]")
        .selectOption(String(day.getUTCMonth() + 1));
      await page.locator("recourse-widget input[name=year]").fill(String(day.getUTCFullYear()));
    };
    const now = Date.parse(`${today}T00:00:00Z`);
    await fill(new Date(now + 86_400_000));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator("recourse-widget [role=alert]").waitFor();
    assert.match(
      await page.locator("recourse-widget [role=alert]").innerText(),
      /is in the future/,
    );
    // The error message has the focus.
    await page.waitForFunction(
      () =>
        document.querySelector("recourse-widget").shadowRoot.activeElement?.getAttribute("role") ===
        "alert",
    );
    await fill(new Date(now));
    await press(page, "Continue");
  });
}

it("time_zone: a device whose date is months off uses the date of the shop's server", async () => {
  const context = await chromium.newContext({ viewport: PHONE, timezoneId: "Europe/Berlin" });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date("2026-01-01T12:00:00Z"));
  await shopAt(page, "2026-11-20T12:00:00Z");
  await untilDelivery(page);
  await page.getByRole("button", { name: "Yesterday" }).click();
  const field = (name) => page.locator(`recourse-widget [name=${name}]`).inputValue();
  assert.deepEqual(
    [await field("day"), await field("month"), await field("year")],
    ["19", "11", "2026"],
  );
  await press(page, "Continue");
});

// A page's service worker may answer every `GET` from its cache, weeks later.
for (const [name, confirm] of [
  ["and the server confirms the device's", (route) => route.continue()],
  ["and the server cannot be reached", (route) => route.abort()],
  [
    "and answers the second request from its cache, too",
    (route, cached) => route.fulfill({ headers: cached }),
  ],
])
  it(`time_zone: a cached answer does not set the day weeks back, ${name}`, async () => {
    const context = await chromium.newContext({ viewport: PHONE, timezoneId: "UTC" });
    const page = await context.newPage();
    const cached = { "recourse-server-time": String(Date.now() - 21 * DAY_MS) };
    let asked = 0;
    await page.route(/\/bundle\//, async (route) => {
      if (route.request().method() === "HEAD") return ((asked += 1), confirm(route, cached));
      const response = await route.fetch();
      return route.fulfill({ response, headers: { ...response.headers(), ...cached } });
    });
    assert.deepEqual(await todayOf(page), civil(Date.now()));
    assert.ok(asked > 0, "the old time was doubted");
    await press(page, "Continue");
  });

it("time_zone: a device whose date is weeks ahead uses the date that the server confirms", async () => {
  const context = await chromium.newContext({ viewport: PHONE, timezoneId: "UTC" });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date("2026-12-24T12:00:00Z"));
  await shopAt(page, "2026-11-20T12:00:00Z");
  assert.deepEqual(await todayOf(page), [2026, 11, 20]);
});

it("time_zone: a device with the right time makes no second request", async () => {
  const page = await (await chromium.newContext({ viewport: PHONE, timezoneId: "UTC" })).newPage();
  const methods = [];
  page.on(
    "request",
    (request) => /\/bundle\//.test(request.url()) && methods.push(request.method()),
  );
  await todayOf(page);
  assert.deepEqual(methods, ["GET"]);
});

it("time_zone: in January 28 December without a year is the newest past one", async () => {
  const context = await chromium.newContext({ viewport: PHONE, timezoneId: "Asia/Hong_Kong" });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date("2027-01-05T04:00:00Z"));
  await shopAt(page, "2027-01-05T04:00:00Z");
  await untilDelivery(page);
  const field = (name) => page.locator(`recourse-widget [name=${name}]`);
  await field("day").fill("28");
  await field("month").selectOption("12");
  assert.equal(await field("year").inputValue(), "2026");
  // A typed year stays.
  await field("year").fill("2025");
  await field("day").fill("27");
  assert.equal(await field("year").inputValue(), "2025");
  await field("year").fill("2026");
  await press(page, "Continue");
});
