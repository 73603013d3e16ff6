// Attributes and properties that the page's own script sets: changes, mistakes, another document.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { PHONE, at, browser, fillContact, press, send, walk } from "./actions.mjs";
import { LOADER, serve, up } from "./shop_page.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

/**
 * A page with this body and the script of the tag; it collects console warnings. `before` runs
 * before all its scripts.
 */
async function shop(body, { before, headers } = {}) {
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  if (before) await page.addInitScript(before);
  page.problems = [];
  page.warned = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "warning" && page.warned.push(message.text()));
  await serve(page, () => `${body}${LOADER}`, headers);
  return page;
}

const shows = (page, name) => page.locator(`recourse-widget [data-page=${name}]`).waitFor();
const widget = (page, act) => page.locator("recourse-widget").evaluate(act);

it("attributes: they can be set as properties, before the element is defined, too; null removes", async () => {
  const page = await shop(`<script>
    const early = document.createElement("recourse-widget");
    Object.assign(early, {
      store: "hekka",
      topic: "return",
      quantity: 2,
      signedOrder: "a.b.c",
      email: null,
      item: undefined,
    });
    document.body.append(early);
  </script>`);
  await shows(page, "question");
  const own = await widget(page, (it) =>
    Object.fromEntries([...it.attributes].map(({ name, value }) => [name, value])),
  );
  assert.deepEqual(own, {
    store: "hekka",
    topic: "return",
    quantity: "2",
    "signed-order": "a.b.c",
  });
  await widget(page, (it) => {
    it.topic = null;
  });
  await shows(page, "topics");
  assert.deepEqual(
    await widget(page, (it) => [it.hasAttribute("topic"), it.topic, it.store, "order" in it]),
    [false, null, "hekka", true],
  );
  await widget(page, (it) => {
    it.setAttribute("store", "xiaomiforsale");
  });
  await page
    .locator('recourse-widget input[value="dead_on_arrival"]')
    .waitFor({ state: "attached" });
  assert.equal(await widget(page, (it) => it.store), "xiaomiforsale");
  assert.deepEqual(page.problems, []);
});

it("attributes: the console names an unknown topic or fact and the known ones, but no value", async () => {
  const page = await shop(
    '<recourse-widget store="hekka" load="visible" topic="retrun" fact-ship_too="Kyiv" ' +
      'fact-delivered_on="12/11/2026" fact-ship_to="MX"></recourse-widget>',
  );
  await shows(page, "topics");
  await page.waitForTimeout(300);
  assert.equal(page.warned.length, 1, "once");
  const [warned] = page.warned;
  for (const name of ["retrun", "ship_too", "delivered_on", "topic.return", "question.ship_to"])
    assert.ok(warned.includes(name), `${name}: ${warned}`);
  assert.doesNotMatch(warned, /Kyiv|12\/11|MX/);
  const right = await shop(
    '<recourse-widget store="hekka" load="visible" topic="return" fact-ship_to="MX">' +
      "</recourse-widget>",
  );
  await up(right);
  await right.waitForTimeout(300);
  assert.deepEqual(right.warned, []);
});

it("attributes: a fact in the tag may be added, changed and removed at any time", async () => {
  const page = await shop(
    '<recourse-widget store="hekka" load="visible" topic="customs_help" class="one">' +
      "</recourse-widget>",
  );
  await shows(page, "question");
  await widget(page, (it) => it.setAttribute("fact-ship_to", "MX"));
  await shows(page, "decision");
  await widget(page, (it) => {
    it.removeAttribute("fact-ship_to");
  });
  await shows(page, "question");
  // Other attributes do not redraw it.
  const same = await widget(page, async (it) => {
    const drawn = it.shadowRoot.querySelector("h2");
    it.className = "two";
    await new Promise((go) => setTimeout(go, 100));
    return drawn.isConnected;
  });
  assert.equal(same, true);
  assert.deepEqual(page.problems, []);
});

it("attributes: moved into another document and back, it keeps its style and continues", async () => {
  const page = await shop(
    '<iframe title="Returns" style="border: 0; inline-size: 340px; block-size: 700px">' +
      '</iframe><recourse-widget store="hekka" load="visible"></recourse-widget>',
  );
  await up(page);
  const look = () =>
    page.evaluate(() => {
      const { backgroundColor, minHeight } = getComputedStyle(
        window.it.shadowRoot.querySelector(".primary"),
      );
      return [backgroundColor, minHeight, window.it.shadowRoot.adoptedStyleSheets.length].join();
    });
  await page.evaluate(() => {
    window.it = document.querySelector("recourse-widget");
  });
  const before = await look();
  await page.evaluate(() =>
    document.querySelector("iframe").contentDocument.body.append(window.it),
  );
  await page.waitForTimeout(100);
  assert.equal(await look(), before);
  const inside = page.frameLocator("iframe").locator("recourse-widget");
  await inside.locator('input[value="wrong_item"]').check({ force: true });
  await inside.getByRole("button", { name: "Continue" }).click();
  await inside.locator("[data-page=question]").waitFor();
  await page.evaluate(() => document.body.append(window.it));
  await page.waitForTimeout(100);
  assert.equal(await look(), before);
  assert.equal(await at(page), "question");
  assert.deepEqual(page.problems, []);
});

it("attributes: opened in another document for the first time, it has its style there", async () => {
  const page = await shop(
    '<iframe title="Returns" style="border: 0; inline-size: 340px; block-size: 700px"></iframe>',
  );
  await page.evaluate(async () => {
    await customElements.whenDefined("recourse-widget");
    const it = document.createElement("recourse-widget");
    Object.assign(it, { store: "hekka" });
    document.querySelector("iframe").contentDocument.body.append(it);
    it.start();
    await it.ready;
  });
  const root = page.frameLocator("iframe").locator("recourse-widget .primary");
  assert.notEqual(await root.evaluate((button) => getComputedStyle(button).minHeight), "0px");
  assert.deepEqual(page.problems, []);
});

it("browsers without light-dark() get the form", async () => {
  const old = () => {
    const { supports } = CSS;
    CSS.supports = (...args) => !String(args).includes("light-dark") && supports.call(CSS, ...args);
    addEventListener("recourse:error", ({ detail }) =>
      sessionStorage.setItem("failure", detail.detail.message),
    );
  };
  const page = await shop(
    '<recourse-widget store="hekka"><a href="/v1/stores/hekka/form">Can I return ' +
      "this?</a></recourse-widget>",
    { before: old },
  );
  await page.waitForFunction(() => customElements.get("recourse-widget"));
  await page.locator("recourse-widget > a").click();
  await page.waitForURL("**/v1/stores/hekka/form");
  assert.equal(await page.evaluate(() => sessionStorage.getItem("failure")), "light-dark");
});

it("content security policy: trusted types do not block the script that re-encodes photos", async () => {
  const page = await shop('<recourse-widget store="hekka" load="visible"></recourse-widget>', {
    headers: { "content-security-policy": "require-trusted-types-for 'script'" },
  });
  await up(page);
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  assert.equal(await at(page), "claim");
  assert.deepEqual(page.problems, []);
});

it("Trusted Types: every page is rendered where no text may become markup and no policy may be created", async () => {
  const strict = "require-trusted-types-for 'script'; trusted-types 'none'";
  for (const [store, topic, wishes] of [
    ["hekka", "customs_help", {}],
    ["xiaomiforsale", "defective", {}],
    ["hekka", "wrong_item", { sent_back: "not_sent" }],
  ]) {
    const before = () => {
      window.refused = [];
      document.addEventListener("securitypolicyviolation", ({ sample }) => refused.push(sample));
    };
    const page = await shop(`<recourse-widget store="${store}" load="visible"></recourse-widget>`, {
      before,
      headers: { "content-security-policy": strict },
    });
    await up(page);
    await page.locator("recourse-widget button.primary").click();
    await page.locator("recourse-widget [role=alert]").waitFor();
    await walk(page, topic, wishes);
    if (topic === "wrong_item") {
      await press(page, "Make this request");
      await fillContact(page);
      await send(page);
      assert.equal(await at(page), "receipt");
    }
    const refused = await page.evaluate(() => window.refused);
    // The policy for the addresses of scripts is tried, then a script tag's address, before a
    // preload, which does as well.
    assert.deepEqual(
      refused.filter((sample) => !/^recourse$|^HTMLScriptElement src/.test(sample)),
      [],
      topic,
    );
    assert.deepEqual(page.problems, []);
  }
});

it("session storage that the browser blocks costs nothing but what a reload would have kept", async () => {
  const before = () =>
    Object.defineProperty(window, "sessionStorage", {
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  const page = await shop('<recourse-widget store="hekka" load="visible"></recourse-widget>', {
    before,
  });
  await up(page);
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await page.locator("recourse-widget textarea").fill("It is the wrong colour");
  await press(page, "Back");
  assert.equal(await at(page), "decision");
  await widget(page, (it) => it.reset());
  await shows(page, "topics");
  assert.deepEqual(page.problems, []);
});
