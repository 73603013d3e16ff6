// Claims after their receipt, on the real runtime: the shop decides, the shopper sees it, all
// claims are exported, decided again byte for byte, and erased. This file is the last one, so it
// reads the claims of all other journeys.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, it } from "node:test";
import { recourse } from "../machine.mjs";
import { DESK, PHONE, URL_BASE, browser, open, press, send, walk } from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
});

const act = (claim, action, actor = "ann") =>
  fetch(`${URL_BASE}/v1/desk/claims/${claim}/events`, {
    method: "POST",
    headers: { ...DESK, "content-type": "application/json" },
    body: JSON.stringify({ actor, action }),
  });

/** Every claim of a store, page by page. */
async function exported(store) {
  let text = "";
  for (let cursor = ""; ;) {
    const page = await fetch(
      `${URL_BASE}/v1/desk/stores/${store}/export?limit=20${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      { headers: DESK },
    );
    assert.equal(page.status, 200);
    text += await page.text();
    cursor = page.headers.get("recourse-cursor") ?? "";
    if (!cursor) return text;
  }
}

it("erasure: the shop decides, the shopper reads it under the private link and erases the claim", async () => {
  const page = await open(
    await chromium.newContext({ viewport: PHONE }),
    "hekka",
    "delivered_on=-9",
  );
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await page.locator("recourse-widget input[name=email]").fill("upkeep@example.com");
  await send(page);
  const claim = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
  const link = await page.locator("recourse-widget [data-claim] a[target]").getAttribute("href");
  assert.equal(
    (await act(claim, { type: "request_info", message: "A photo of the label, please" })).status,
    201,
  );
  assert.equal((await act(claim, { type: "note", text: "looks honest" })).status, 201);
  await page.goto(link);
  await page.getByText("A photo of the label, please").waitFor({ timeout: 10_000 });
  assert.equal(await page.getByText("looks honest").count(), 0, "notes are for colleagues");
  assert.equal((await act(claim, { type: "replacement" })).status, 201);
  assert.equal(
    (await act(claim, { type: "replacement" })).status,
    200,
    "a repeated action is one action",
  );
  await page.reload();
  await page.getByText("Replacement or repair").waitFor({ timeout: 10_000 });
  await page.getByText("Your data").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the data" }).click(),
  ]);
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
  const erased = await fetch(`${URL_BASE}/v1/claims/${claim}`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  assert.equal(erased.status, 410);
  await page.reload();
  await page.getByText("This request has been erased.").waitFor({ timeout: 10_000 });
  assert.ok(!(await exported("hekka")).includes(claim), "it is no longer exported");
});

for (const store of ["hekka", "xiaomiforsale"]) {
  it(`replay: every claim of ${store} is decided again byte for byte`, async () => {
    const text = await exported(store);
    const count = text.split("\n").filter(Boolean).length;
    assert.ok(count > 5, `${count} claims`);
    const replayed = recourse(["replay", "-"], text);
    assert.equal(replayed.match(/: the same, decided as of /g)?.length, count);
  });
}
