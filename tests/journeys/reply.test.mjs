// The shop asks for more, and the shopper replies on the page of the private link: with a script
// and without, with the keyboard alone, and while the network fails.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { granted, send, ticket } from "../faults/worker.mjs";
import { look } from "./axe.mjs";
import { CANARY, shot } from "./photo_samples.mjs";
import { DESK, PHONE, URL_BASE, browser } from "./actions.mjs";

let chromium, context;
before(async () => {
  chromium = await browser();
  context = await chromium.newContext({ viewport: PHONE, reducedMotion: "reduce" });
});
after(() => chromium.close());

const ASKED = "A photo of the label, please";

const act = async (claim, action) => {
  const sent = {
    method: "POST",
    headers: { ...DESK, "content-type": "application/json" },
    body: JSON.stringify({ actor: "ann", action }),
  };
  assert.equal((await fetch(`${URL_BASE}/v1/desk/claims/${claim}/events`, sent)).status, 201);
};

const desk = async (claim) =>
  (await fetch(`${URL_BASE}/v1/desk/claims/${claim}`, { headers: DESK })).json();

/** A claim with a question of the shop: its number and the private link in a language. */
async function asked(language = "en") {
  const contact = {
    email: "reply@example.com",
    order: `R-${Math.random().toString(36).slice(2, 8)}`,
  };
  const receipt = await (
    await send(URL_BASE, await ticket(URL_BASE), { ...(await granted(URL_BASE)), contact })
  ).json();
  await act(receipt.claim, { type: "request_info", message: ASKED });
  return {
    claim: receipt.claim,
    link: `${URL_BASE}${receipt.status_url.replace("#", `?lang=${language}#`)}`,
  };
}

async function open(link, within = context) {
  const page = await within.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await page.goto(link);
  await page.getByText(ASKED).waitFor();
  return page;
}

const stage = (page, name) => page.locator(`[data-stage=${name}]`).waitFor({ timeout: 20_000 });

describe("reply", () => {
  it("reply: it reaches the desk with its re-encoded photos, and the page announces it to screen readers", async () => {
    const { claim, link } = await asked();
    const page = await open(link);
    await page.getByLabel("Your answer").fill("It is torn.\n<b>Sorry</b>");
    await page
      .getByLabel("Add photos")
      .setInputFiles([await shot(page, "label"), await shot(page, "large", 2400, 1800)]);
    await page.locator(".thumbs canvas").nth(1).waitFor();
    await page.getByRole("button", { name: "Send the answer" }).click();
    await stage(page, "replied");
    assert.match(
      await page.locator("main").innerText(),
      /You wrote\s+It is torn\.\n<b>Sorry<\/b>\s+Photos: 2/,
    );
    assert.equal(
      await page.evaluate(() => document.activeElement.tagName),
      "H2",
      "the new reply is announced",
    );
    const { state, events } = await desk(claim);
    assert.equal(state.stage, "replied");
    const { photos } = events.at(-1).action;
    const kept = await Promise.all(
      photos.map((photo) =>
        fetch(`${URL_BASE}/v1/desk/claims/${claim}/photos/${photo}`, { headers: DESK }),
      ),
    );
    const bytes = await Promise.all(
      kept.map(async (answer) => Buffer.from(await answer.arrayBuffer())),
    );
    assert.ok(bytes.every((photo) => !photo.includes(CANARY) && photo.length < 3_000_000));
    await page.reload();
    await stage(page, "replied");
    assert.deepEqual(page.problems, []);
    await page.close();
  });

  it("reply: typed text survives a network failure, and the reply is sent once", async () => {
    const { claim, link } = await asked();
    const page = await open(link);
    await page.getByLabel("Your answer").fill("Here it is");
    await page.route("**/v1/status/reply", (route) => route.abort());
    await page.getByRole("button", { name: "Send the answer" }).click();
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").innerText(), /try again in a moment/);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    assert.equal(await page.getByLabel("Your answer").inputValue(), "Here it is");
    // The request arrives, its response does not: the shopper sends it again.
    await page.unroute("**/v1/status/reply");
    await page.route(
      "**/v1/status/reply",
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await page.getByRole("button", { name: "Send the answer" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByRole("button", { name: "Send the answer" }).click();
    await stage(page, "replied");
    assert.equal((await desk(claim)).state.replies.length, 1);
    await page.close();
  });

  it("reply: an empty reply, or a file that is no photo, is asked for again with the valid parts", async () => {
    const { claim, link } = await asked("de");
    const page = await open(link);
    await page.getByRole("button", { name: "Antwort senden" }).click();
    await page.getByText("Schreiben Sie etwas, oder fügen Sie ein Foto hinzu.").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.role), "alert");
    await page.getByLabel("Ihre Antwort").fill("Das Etikett");
    const film = { name: "film.mov", mimeType: "image/jpeg", buffer: Buffer.from("ftypqt") };
    await page.getByLabel("Fotos hinzufügen").setInputFiles([await shot(page, "label"), film]);
    await page.getByRole("button", { name: "Antwort senden" }).click();
    await page.getByText("lässt sich nicht als Foto lesen").waitFor();
    assert.equal(await page.getByLabel("Ihre Antwort").inputValue(), "Das Etikett");
    await page.getByRole("button", { name: "Antwort senden" }).click();
    await stage(page, "replied");
    assert.equal((await desk(claim)).state.replies[0].photos.length, 1);
    await page.close();
  });

  it("reply: it can be sent with the keyboard alone, and another one can follow", async () => {
    const { claim, link } = await asked("ar");
    const page = await open(link);
    await page.keyboard.press("Tab");
    await page.keyboard.type("one");
    for (let stop = 0; stop < 2; stop += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await stage(page, "replied");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("two");
    for (let stop = 0; stop < 2; stop += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("two", { exact: true }).waitFor();
    assert.deepEqual(
      (await desk(claim)).state.replies.map(({ text }) => text),
      ["one", "two"],
    );
    await page.close();
  });

  it("reply: a shopper can cancel the request instead", async () => {
    const { claim, link } = await asked("es");
    const page = await open(link);
    await page.locator("summary", { hasText: "Retirar la solicitud" }).click();
    await page.getByRole("button", { name: "Retirar la solicitud", exact: true }).click();
    await stage(page, "cancelled");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H2");
    assert.equal(await page.locator("textarea").count(), 0);
    assert.equal((await desk(claim)).state.stage, "cancelled");
    await page.close();
  });

  it("reply: it works without a script", async () => {
    const { claim, link } = await asked("fr");
    const plain = await chromium.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${URL_BASE}/v1/status?lang=fr`);
    await page.locator("input[name=link]").fill(link);
    await page.getByRole("button", { name: "Afficher" }).click();
    const drawing = await context.newPage();
    await page.locator("textarea").fill("Voici");
    await page.locator("input[type=file]").setInputFiles(await shot(drawing, "label"));
    await page.getByRole("button", { name: "Envoyer la réponse" }).click();
    await stage(page, "replied");
    assert.equal(
      new URL(page.url()).pathname + new URL(page.url()).search,
      "/v1/status/reply",
      "the link's secret is not in the address",
    );
    const { replies } = (await desk(claim)).state;
    assert.deepEqual([replies[0].text, replies[0].photos.length], ["Voici", 1]);
    await page.locator(".own summary").last().click();
    await page.locator("input[name=sure]").check();
    await page.getByRole("button", { name: "Effacer", exact: true }).click();
    await page.getByText("Cette demande a été effacée").waitFor();
    assert.equal((await desk(claim)).code, "erased");
    await drawing.close();
    await plain.close();
  });

  for (const [width, language, colorScheme] of [
    [320, "en", "light"],
    [1280, "de", "dark"],
    [360, "ar", "dark"],
  ]) {
    it(`reply: accessibility at ${width} px, in ${language}, ${colorScheme}`, async () => {
      const { claim, link } = await asked(language);
      const page = await open(
        link,
        await chromium.newContext({
          viewport: { width, height: 800 },
          colorScheme,
          reducedMotion: "reduce",
        }),
      );
      const seen = async (where) => {
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          true,
          `${where}: the page does not scroll sideways`,
        );
        await look(page, where);
      };
      await seen("asked");
      await page.locator("button.primary").click();
      await page.getByRole("alert").waitFor();
      await seen("refused");
      await page.locator("textarea").fill("x");
      await page.locator("input[type=file]").setInputFiles(await shot(page, "label"));
      await page.locator(".thumbs canvas").waitFor();
      await seen("chosen");
      await page.locator("button.primary").click();
      await stage(page, "replied");
      for (const summary of await page.locator("summary").all()) await summary.click();
      await seen("replied");
      assert.equal((await desk(claim)).state.stage, "replied");
      await page.context().close();
    });
  }
});
