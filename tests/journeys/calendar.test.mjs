// The last day as a calendar file.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import ICAL from "ical.js";
import { PHONE, browser, open, walk } from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

it("calendar: a library reads the entry in every language, and no line has more than 75 octets", async () => {
  const context = await chromium.newContext({ viewport: PHONE });
  const page = await open(context, "xiaomiforsale", "delivered_on=-2");
  await walk(page, "dead_on_arrival", { fault_cause: "product", delivery_traceable: "yes" });
  const link = page.locator("recourse-widget a[download]").first();
  let before = "";
  for (const lang of ["en", "de", "es", "fr", "pt", "ar", "zh"]) {
    await page
      .locator("recourse-widget")
      .evaluate((tag, lang) => tag.setAttribute("lang", lang), lang);
    for (let turn = 0; turn < 100 && (await link.getAttribute("href")) === before; turn++)
      await page.waitForTimeout(100);
    before = await link.getAttribute("href");
    const text = decodeURIComponent(before.slice(before.indexOf(",") + 1));
    const octets = text.split("\r\n").map((line) => Buffer.byteLength(line));
    assert.ok(Math.max(...octets) <= 75, `${lang}: ${text}`);
    const calendar = new ICAL.Component(ICAL.parse(text));
    assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
    assert.ok(event.startDate.isDate, "a whole day");
    assert.ok(event.summary.length > 3 && !event.summary.includes("\\"), event.summary);
    const alarm = event.component.getFirstSubcomponent("valarm");
    assert.equal(alarm.getFirstPropertyValue("trigger").toString(), "-P1D");
    assert.equal(alarm.getFirstPropertyValue("description"), event.summary);
  }
});
