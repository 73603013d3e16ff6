// The request and its receipt: refusals, lost receipts, expired tickets, double clicks.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import {
  DESK,
  PHONE,
  URL_BASE,
  answer,
  at,
  browser,
  open,
  press,
  send,
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

it("request: a response that is not from the shop is no receipt, and a refusal is shown in a sentence", async () => {
  const page = await phone("hekka", "delivered_on=-9");
  await request(page);
  await page.route("**/tickets", (route) =>
    route.fulfill({
      status: 429,
      contentType: "application/problem+json",
      body: '{"code":"rate_limited"}',
    }),
  );
  const go = page.locator("recourse-widget .primary");
  await go.click();
  await page.getByText("Wait a minute").waitFor();
  await page.unroute("**/tickets");
  for (const answer of [
    { status: 200, contentType: "text/html", body: "<h1>Log in</h1>" },
    { status: 201, contentType: "application/json", body: '{"claim":"abc' },
  ]) {
    await page.route("**/claims", (route) => route.fulfill(answer));
    await go.click();
    await page.getByText("The shop cannot be reached").waitFor();
    await page.unroute("**/claims");
    await page.locator("recourse-widget textarea").fill(`after ${answer.status}`);
  }
  await page.route("**/claims", (route) =>
    route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      body: '{"code":"unanswered"}',
    }),
  );
  await go.click();
  await page.getByText("a new day has begun").waitFor();
  await page.unroute("**/claims");
  await go.click();
  await page.locator("recourse-widget [data-page=receipt]").waitFor();
});

it("idempotency: a request whose receipt was lost is one claim, after any number of tries", async () => {
  const page = await phone("hekka", "delivered_on=-9");
  await request(page);
  const end = Math.random().toString(36).slice(2, 5).padEnd(3, "z").toUpperCase();
  await page.locator("recourse-widget input[name=order]").fill(`LOST-${end}`);
  await page.route("**/claims", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Send the request" }).click();
  await page.locator("recourse-widget [role=alert]").waitFor();
  await press(page, "Back");
  await press(page, "Make this request");
  assert.equal(
    await page.locator("recourse-widget input[name=email]").inputValue(),
    "shopper@example.com",
    "nothing is lost",
  );
  await page.unroute("**/claims");
  await press(page, "Try again");
  assert.equal(await at(page), "receipt");
  const listed = await (
    await fetch(`${URL_BASE}/v1/desk/stores/hekka/claims?limit=1000`, { headers: DESK })
  ).json();
  assert.equal(listed.claims.filter((row) => row.order?.endsWith(end)).length, 1, "one claim");
});

it("ticket: an expired ticket is replaced silently", async () => {
  const page = await phone("hekka", "delivered_on=-9");
  await request(page);
  const tickets = [];
  await page.route("**/claims", (route) => {
    tickets.push(route.request().headers()["recourse-ticket"]);
    if (tickets.length > 1) return route.continue();
    return route.fulfill({
      status: 401,
      contentType: "application/problem+json",
      body: '{"code":"ticket_expired"}',
    });
  });
  await send(page);
  assert.equal(await at(page), "receipt");
  assert.equal(new Set(tickets).size, 2, "another ticket");
});

it("request: a double click counts once; the page that follows the first click ignores the second one", async () => {
  const page = await phone("hekka");
  await page.locator('recourse-widget input[value="wrong_item"]').check({ force: true });
  await page.locator("recourse-widget button.primary").dblclick({ delay: 20 });
  await page.locator("recourse-widget [data-page=question]").waitFor();
  await page.waitForTimeout(300);
  assert.equal(await page.locator("recourse-widget [role=alert]").count(), 0);
  await page.close();
});
