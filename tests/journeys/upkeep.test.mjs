// What happens to claims afterwards, on the real runtime: the shop answers, the shopper sees it, everything can be exported,
// decided again byte for byte, and erased. Runs last, so that it meets every claim that the other journeys made.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, it } from "node:test";
import { recourse } from "../machine.mjs";
import { DESK, PHONE, URL_BASE, browser, open, press, send, walk } from "./walk.mjs";

let chromium;
before(async () => { chromium = await browser(); });
after(async () => { await chromium?.close(); });

const act = (claim, action, actor = "ann") => fetch(`${URL_BASE}/v1/desk/claims/${claim}/events`, {
  method: "POST",
  headers: { ...DESK, "content-type": "application/json" },
  body: JSON.stringify({ actor, action }),
});

/** Every claim of a store, page by page. */
async function exported(store) {
  let text = "";
  for (let cursor = ""; ;) {
    const page = await fetch(`${URL_BASE}/v1/desk/stores/${store}/export?limit=20${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { headers: DESK });
    assert.equal(page.status, 200);
    text += await page.text();
    cursor = page.headers.get("recourse-cursor") ?? "";
    if (!cursor) return text;
  }
}

it("the shop answers, the shopper reads it under the private link, and has the claim erased", async () => {
  const page = await open(await chromium.newContext({ viewport: PHONE }), "hekka", "delivered_on=-9");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await page.locator("recourse-widget input[name=email]").fill("upkeep@example.com");
  await send(page);
  const claim = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
  const link = await page.locator("recourse-widget [data-claim] a").getAttribute("href");
  assert.equal((await act(claim, { type: "request_info", message: "A photo of the label, please" })).status, 201);
  assert.equal((await act(claim, { type: "note", text: "looks honest" })).status, 201);
  await page.goto(link);
  await page.getByText("A photo of the label, please").waitFor({ timeout: 10_000 });
  assert.equal(await page.getByText("looks honest").count(), 0, "remarks are for colleagues");
  assert.equal((await act(claim, { type: "replacement" })).status, 201);
  assert.equal((await act(claim, { type: "replacement" })).status, 200, "the same again is the same");
  await page.reload();
  await page.getByText("The item is replaced or repaired.").waitFor({ timeout: 10_000 });
  await page.getByText("Your data").click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download what is kept" }).click()]);
  assert.equal(file.suggestedFilename(), "request.json");
  const kept = readFileSync(await file.path(), "utf8");
  assert.equal(JSON.parse(kept).contact.email, "upkeep@example.com");
  assert.ok(!kept.includes("looks honest"));
  await page.getByRole("button", { name: "Erase" }).click();
  await page.getByText("Tick the box first").waitFor({ timeout: 10_000 });
  await page.getByLabel("Erase this request").check();
  await page.getByRole("button", { name: "Erase" }).click();
  await page.getByText("This request has been erased.").waitFor({ timeout: 10_000 });
  const secret = new URL(link).hash.split(".").at(-1);
  const erased = await fetch(`${URL_BASE}/v1/claims/${claim}`, { headers: { authorization: `Bearer ${secret}` } });
  assert.equal(erased.status, 410);
  await page.reload();
  await page.getByText("This request has been erased.").waitFor({ timeout: 10_000 });
  assert.ok(!(await exported("hekka")).includes(claim), "and it is exported no more");
});

for (const store of ["hekka", "xiaomiforsale"]) {
  it(`every claim of ${store} is decided again byte for byte`, async () => {
    const text = await exported(store);
    const count = text.split("\n").filter(Boolean).length;
    assert.ok(count > 5, `${count} claims`);
    const said = recourse(["replay", "-"], text);
    assert.equal(said.match(/: the same, decided as of /g)?.length, count);
  });
}
