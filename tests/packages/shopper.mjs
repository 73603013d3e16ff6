// What a shopper does in any language of the widget: by the interface's own words, read from its texts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shot } from "../journeys/picture.mjs";
import { DESK, URL_BASE, at, press } from "../journeys/walk.mjs";
import { ROOT } from "./pack.mjs";

/** The interface messages of a language by their keys. */
export function messagesOf(language) {
  const text = readFileSync(join(ROOT, `widget/texts/${language}.toml`), "utf8");
  return Object.fromEntries([...text.matchAll(/^(\w+) = (".*")$/gm)].map(([, key, value]) => [key, JSON.parse(value)]));
}

const heading = (page) => page.locator("recourse-widget h2").first();

/** From the first page to the decision on something wrong that arrived; what the shop's page says is not asked. */
export async function decide(page, words) {
  const first = page.locator("recourse-widget [data-page=topics]");
  await first.waitFor({ timeout: 20_000 });
  assert.equal(await heading(page).innerText(), words.topics);
  await page.locator('recourse-widget input[value="wrong_item"]').check({ force: true });
  await press(page, words.continue);
  for (let left = 20; (await at(page)) === "question"; left -= 1) {
    assert.ok(left > 0, "the interview ends");
    await answer(page, words);
  }
  if ((await at(page)) === "review") await press(page, words.see);
  assert.equal(await at(page), "decision");
}

/** Answers the choice that is shown: no, or the first option. The shop's page says the days and the places. */
async function answer(page, words) {
  const options = page.locator("recourse-widget [data-page=question] input[type=radio]");
  const values = await options.evaluateAll((all) => all.map(({ value }) => value));
  await options.nth(Math.max(values.indexOf("no"), 0)).check({ force: true });
  await press(page, words.continue);
}

/** From the decision to the receipt, with a photo; the claim as the shop's desk has it. */
export async function claim(page, words) {
  await press(page, words.claim);
  assert.equal(await heading(page).innerText(), words.claim_title);
  await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
  await page.locator("recourse-widget input[type=file]").first().setInputFiles(await shot(page, "front"));
  await page.locator("recourse-widget [data-photo]").waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: words.send, exact: true }).click();
  const without = page.getByRole("button", { name: words.send_without, exact: true });
  const receipt = page.locator("recourse-widget [data-claim]");
  await without.or(receipt).first().waitFor({ timeout: 20_000 });
  if (await without.count()) await without.click();
  const id = await receipt.getAttribute("data-claim");
  assert.ok((await page.locator("recourse-widget [data-page=receipt]").innerText()).includes(words.receipt), "the receipt in the page's language");
  return (await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })).json();
}
