// Actions of a shopper in any language of the widget, by the interface's own messages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shot } from "../journeys/photo_samples.mjs";
import { DESK, URL_BASE, at, press } from "../journeys/actions.mjs";
import { ROOT } from "./pack.mjs";

/** The interface messages of a language by their keys. */
export function messagesOf(language) {
  const text = readFileSync(join(ROOT, `widget/texts/${language}.toml`), "utf8");
  const rows = [...text.matchAll(/^(\w+) = (".*")$/gm)];
  return Object.fromEntries(rows.map(([, key, value]) => [key, JSON.parse(value)]));
}

const heading = (page) => page.locator("recourse-widget h2").first();

/** From the first page to the decision on a wrong item. */
export async function decide(page, messages) {
  await page.locator("recourse-widget [data-page=topics]").waitFor({ timeout: 20_000 });
  assert.equal(await heading(page).innerText(), messages.topics);
  await page.locator('recourse-widget input[value="wrong_item"]').check({ force: true });
  await press(page, messages.continue);
  for (let left = 20; (await at(page)) === "question"; left -= 1) {
    assert.ok(left > 0, "the interview ends");
    await answer(page, messages);
  }
  if ((await at(page)) === "review") await press(page, messages.see);
  assert.equal(await at(page), "decision");
}

/**
 * Answers the choice that is shown: no, or the first option. The page itself answers days and
 * places.
 */
async function answer(page, messages) {
  const options = page.locator("recourse-widget [data-page=question] input[type=radio]");
  const values = await options.evaluateAll((all) => all.map(({ value }) => value));
  await options.nth(Math.max(values.indexOf("no"), 0)).check({ force: true });
  await press(page, messages.continue);
}

/** From the decision to the receipt, with a photo; returns the claim as the desk has it. */
export async function claim(page, messages) {
  await press(page, messages.claim);
  assert.equal(await heading(page).innerText(), messages.claim_title);
  await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
  const input = page.locator("recourse-widget input[type=file]").first();
  await input.setInputFiles(await shot(page, "front"));
  await page.locator("recourse-widget [data-photo]").waitFor({ timeout: 20_000 });
  await send(page, messages);
  const receipt = page.locator("recourse-widget [data-page=receipt]");
  assert.ok((await receipt.innerText()).includes(messages.receipt), "in the page's language");
  const id = await receipt.locator("[data-claim]").getAttribute("data-claim");
  return (await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })).json();
}

/** Sends the request; if a required proof is missing, sends it without the proof. */
async function send(page, messages) {
  await page.getByRole("button", { name: messages.send, exact: true }).click();
  const without = page.getByRole("button", { name: messages.send_without, exact: true });
  const receipt = page.locator("recourse-widget [data-claim]");
  await without.or(receipt).first().waitFor({ timeout: 20_000 });
  if (await without.count()) await without.click();
  await receipt.waitFor({ timeout: 20_000 });
}
