// The widget while its files load, fail to load, are changed or forbidden: the shop's own link
// leads on.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { PHONE, URL_BASE, answer, browser, walk } from "./actions.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
});

it("facts: facts set while the widget is loading are used", async () => {
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  let go;
  const held = new Promise((done) => {
    go = done;
  });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${URL_BASE}/storefronts/hekka/?facts=`);
  await page.waitForTimeout(300);
  await page.evaluate(() => {
    document.querySelector("recourse-widget").facts = { ship_to: "MX" };
  });
  go();
  await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
  assert.equal(await walk(page, "customs_help"), 0, "the only question is answered");
});

it("element: a widget that cannot load reports it, keeps the link, and loads when tapped again", async () => {
  for (const [part, file] of [
    ["**/*.wasm", "widget.wasm"],
    ["**/glue.*", "glue.js"],
    ["**/bundle/*", undefined],
    ["**/{glue,widget}.*", "glue.js|widget.wasm"],
  ]) {
    const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
    const problems = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.addInitScript(() => {
      window.failures = [];
      document.addEventListener("recourse:error", (event) => failures.push(event.detail.detail));
    });
    await page.route(part, (route) => route.abort());
    await page.goto(`${URL_BASE}/storefronts/hekka/`);
    const notice = page.locator("recourse-widget [role=status]");
    await notice.waitFor({ timeout: 20_000 });
    assert.match(await notice.innerText(), /could not be loaded/);
    assert.ok(
      await page.locator("recourse-widget > a").first().isVisible(),
      "the shop's own link is there",
    );
    const [error, ...more] = await page.evaluate(() => failures);
    assert.deepEqual([error.code, more], ["load_failed", []], `${part}: reported once`);
    assert.match(String(error.file), new RegExp(`^(${file})$`), `${part}: named`);
    await page.unroute(part);
    await notice.click();
    await page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
    assert.equal(await notice.count(), 0);
    assert.deepEqual(problems, []);
    await page.context().close();
  }
});

it("integrity: a changed file is not run, and the shop's own link leads on", async () => {
  // The script gets one more line, the wasm one more empty section, which changes nothing of its
  // behaviour.
  for (const [pattern, more] of [
    ["**/glue.*.js", "\nwindow.forged = true;"],
    ["**/widget.*.wasm", "\0\u0002\u0001x"],
  ]) {
    const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
    await page.route(pattern, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        body: Buffer.concat([await answer.body(), Buffer.from(more)]),
      });
    });
    await page.goto(`${URL_BASE}/storefronts/hekka/`);
    await page.locator("recourse-widget [role=status]").waitFor({ timeout: 20_000 });
    assert.equal(await page.evaluate(() => window.forged), undefined, pattern);
    await page.context().close();
  }
});

it("element: where WebAssembly is forbidden, the shop's own link leads to the same interview", async () => {
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  await page.route("**/storefronts/hekka/", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      headers: {
        ...answer.headers(),
        "content-security-policy":
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'",
      },
    });
  });
  await page.goto(`${URL_BASE}/storefronts/hekka/`);
  await page.locator("recourse-widget [role=status]").waitFor({ timeout: 20_000 });
  await page.locator("recourse-widget > a").click();
  await page.locator("input[name=topic][value=customs_help]").waitFor();
});
