// Photos on a phone: added, removed, retried; the picture arrives without any metadata.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { shot } from "./photo_samples.mjs";
import { DESK, PHONE, URL_BASE, browser, open, press, send, walk } from "./actions.mjs";

let chromium, context;
before(async () => {
  chromium = await browser();
  context = await chromium.newContext({ viewport: PHONE });
});
after(() => chromium.close());

async function atRequest() {
  const page = await open(context, "hekka", "delivered_on=-9");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
  const order = `P-${Math.random().toString(36).slice(2, 8).toUpperCase()}`;
  await page.locator("recourse-widget input[name=order]").fill(order);
  return {
    page,
    input: page.locator("recourse-widget input[type=file]").first(),
    rows: page.locator("recourse-widget .photos li"),
    added: page.locator("recourse-widget [data-photo]"),
  };
}

const many = (locator, count) => locator.nth(count - 1).waitFor({ timeout: 30_000 });

async function sent(page) {
  await send(page);
  return desk(page);
}

/** The claim of the receipt that is shown, as the desk sees it. */
async function desk(page) {
  const id = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
  return (await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })).json();
}

const photo = (claim, name) =>
  fetch(`${URL_BASE}/v1/desk/claims/${claim.id}/photos/${name}`, { headers: DESK });

describe("photos", () => {
  it("photo: chosen photos arrive with the claim, downscaled, upright and without metadata", async () => {
    const { page, input, added } = await atRequest();
    await input.setInputFiles([await shot(page, "front"), await shot(page, "large", 4032, 3024)]);
    await many(added, 2);
    const claim = await sent(page);
    assert.deepEqual(claim.proofs, [claim.photos[0].proof], "a proof with a photo is ready");
    assert.equal(claim.photos.length, 2);
    const sizes = [];
    for (const { photo: name, proof } of claim.photos) {
      const answer = await photo(claim, name);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "image/jpeg");
      assert.equal(answer.headers.get("content-security-policy"), "default-src 'none'; sandbox");
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.ok(
        !bytes.includes("canary") && !bytes.includes("Exif"),
        "no location leaves the phone",
      );
      assert.ok(proof.length > 0);
      sizes.push(
        await page.evaluate(
          async (bytes) => {
            const bitmap = await createImageBitmap(
              new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }),
            );
            return [bitmap.width, bitmap.height];
          },
          [...bytes],
        ),
      );
    }
    assert.deepEqual(sizes, [
      [400, 300],
      [2000, 1500],
    ]);
    const row = (
      await (
        await fetch(`${URL_BASE}/v1/desk/stores/hekka/claims?limit=200`, { headers: DESK })
      ).json()
    ).claims.find((row) => row.claim === claim.id);
    assert.equal(row.photos, 2);
    assert.deepEqual(page.problems, []);
  });

  it("photo: the edge strips metadata from an upload, too", async () => {
    const { page } = await atRequest();
    const { ticket } = await (
      await fetch(`${URL_BASE}/v1/stores/hekka/tickets`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      })
    ).json();
    const { buffer } = await shot(page, "by hand");
    const film = Buffer.concat([buffer, Buffer.from("ftypmp42 a film behind the photo")]);
    const send = (type, body) =>
      fetch(`${URL_BASE}/v1/stores/hekka/photos`, {
        method: "POST",
        headers: { "content-type": type, "recourse-ticket": ticket },
        body,
      });
    const answers = [
      await send("image/jpeg", film),
      await send("image/jpeg", film),
      await send("image/jpeg", film.subarray(0, 900)),
      await send("image/png", film),
      await send("image/svg+xml", "<svg/>"),
      await send("image/jpeg", Buffer.alloc(5 * 1024 * 1024 + 1, 0xff)),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 201, 422, 415, 415, 413],
    );
    const [one, again] = [await answers[0].json(), await answers[1].json()];
    assert.deepEqual(one, again, "the same photo has the same name");
    assert.deepEqual([one.width, one.height], [400, 300]);
  });

  it("photo: a removed photo is not part of the request, even after its upload", async () => {
    const { page, input, rows, added } = await atRequest();
    let go,
      answered = 0;
    const held = new Promise((done) => {
      go = done;
    });
    await page.route("**/photos", async (route) => {
      answered += 1;
      if (answered > 1) return route.continue();
      const answer = await route.fetch();
      await held;
      await route.fulfill({ response: answer }).catch(() => {});
    });
    await input.setInputFiles([await shot(page, "first"), await shot(page, "second")]);
    await page.waitForFunction(() =>
      document.querySelector("recourse-widget").shadowRoot.querySelector("progress"),
    );
    await page.waitForTimeout(500);
    await rows.first().getByRole("button", { name: "Remove" }).click();
    await many(added, 1);
    go();
    const claim = await sent(page);
    assert.equal(claim.photos.length, 1, "only the second one");
  });

  it("photo: a photo that did not arrive is not dropped silently, and one that arrives late is shown", async () => {
    const { page, input, rows, added } = await atRequest();
    await page.route("**/photos", (route) => route.abort());
    await input.setInputFiles(await shot(page, "lost"));
    await rows.getByRole("button", { name: "Try again" }).waitFor();
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.getByText("A photo was not uploaded").waitFor();
    await page.unroute("**/photos");
    let go;
    const held = new Promise((done) => {
      go = done;
    });
    await page.route("**/photos", async (route) => {
      await held;
      await route.continue();
    });
    await rows.getByRole("button", { name: "Try again" }).click();
    await press(page, "Back");
    await press(page, "Make this request");
    go();
    await many(added, 1);
    assert.equal((await sent(page)).photos.length, 1);
  });

  it("photo: a long screenshot stays readable, or is refused with a reason", async () => {
    const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
    await page.goto(`${URL_BASE}/status/`);
    const encoded = (width, height) =>
      page.evaluate(
        async ([width, height]) => {
          const { shrunk } = await import("/status/photo.js");
          const canvas = new OffscreenCanvas(width, height);
          canvas.getContext("2d").fillRect(0, 0, width, height);
          const file = await canvas.convertToBlob({ type: "image/jpeg" });
          try {
            const bitmap = await createImageBitmap(await shrunk(file, () => {}));
            return [bitmap.width, bitmap.height];
          } catch (error) {
            return String(error);
          }
        },
        [width, height],
      );
    assert.deepEqual(await encoded(400, 300), [400, 300]);
    assert.deepEqual(await encoded(4000, 3000), [2000, 1500]);
    assert.deepEqual(await encoded(1080, 12_000), [540, 6_000]);
    assert.deepEqual(await encoded(1080, 32_000), [540, 16_000]);
    assert.equal(await encoded(1080, 60_000), "too_many_pixels");
  });

  it("photo: a photo can be removed, a failed one is retried, and a file that is no photo is reported", async () => {
    const { page, input, rows, added } = await atRequest();
    await input.setInputFiles({
      name: "note.heic",
      mimeType: "image/heic",
      buffer: Buffer.from("\0\0\0\x18ftypheic"),
    });
    await page.getByText("cannot be read as a photo").waitFor();
    await rows.getByRole("button", { name: "Remove" }).click();
    assert.equal(await rows.count(), 0);
    await page.route("**/photos", (route) => route.abort());
    await input.setInputFiles([await shot(page, "one")]);
    await page.getByText("cannot be reached").waitFor();
    await page.unroute("**/photos");
    await rows.getByRole("button", { name: "Try again" }).click();
    await many(added, 1);
    await input.setInputFiles([await shot(page, "two")]);
    await many(added, 2);
    await rows.first().getByRole("button", { name: "Remove" }).click();
    assert.equal(await rows.count(), 1);
    const claim = await sent(page);
    assert.equal(claim.photos.length, 1, "the removed photo is not part of the claim");
    assert.equal(await added.count(), 0);
  });

  it("photo: dropped and pasted photos are added", async () => {
    const { page, added } = await atRequest();
    const [one, other] = [await shot(page, "dropped"), await shot(page, "pasted")];
    // Onto the photo field, and while another field has the focus.
    for (const [kind, where, { buffer }, count] of [
      ["drop", ".slot", one, 1],
      ["paste", ".slot", one, 1],
      ["paste", "textarea", other, 2],
    ]) {
      await page.evaluate(
        ([kind, where, bytes]) => {
          const slot = document.querySelector("recourse-widget").shadowRoot.querySelector(where);
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "photo.jpg", { type: "image/jpeg" }));
          slot.dispatchEvent(
            kind === "drop"
              ? new DragEvent("drop", { dataTransfer: data, cancelable: true, bubbles: true })
              : new ClipboardEvent("paste", {
                  clipboardData: data,
                  cancelable: true,
                  bubbles: true,
                }),
          );
        },
        [kind, where, [...buffer]],
      );
      await many(added, count);
    }
    assert.equal((await sent(page)).photos.length, 2, "the same photo twice is one");
  });

  it("photo: photos survive going back and a reload, and sending waits for running uploads", async () => {
    const { page, input, added } = await atRequest();
    let go;
    const held = new Promise((done) => {
      go = done;
    });
    await page.route("**/photos", async (route) => {
      await held;
      await route.continue();
    });
    await input.setInputFiles([await shot(page, "slow")]);
    const wait = page.getByRole("button", { name: "Uploading photos…" });
    await wait.waitFor();
    assert.ok(await wait.isDisabled());
    go();
    await many(added, 1);
    await press(page, "Back");
    await press(page, "Make this request");
    await many(added, 1);
    await page.reload();
    await page.locator("recourse-widget [data-page=claim]").waitFor({ timeout: 20_000 });
    await many(added, 1);
    assert.equal((await sent(page)).photos.length, 1);
  });

  it("photo: a missing required proof is asked for once, and without its last photo a proof is not ready", async () => {
    const page = await open(context, "hekka", "");
    await walk(page, "missing_parcel", { what_arrived: "parcel_incomplete" });
    await press(page, "Make this request");
    await page.getByText("Write it in the field above.").waitFor();
    await page.locator("recourse-widget input[name=email]").fill("shopper@example.com");
    await page
      .locator("recourse-widget input[name=order]")
      .fill(`P-${Math.random().toString(36).slice(2, 8)}`);
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.getByText("Something the shop needs is missing").waitFor();
    await page.getByRole("button", { name: "Send without it" }).waitFor();
    await page.locator("recourse-widget textarea").fill("The charger");
    await page
      .locator("recourse-widget input[type=file]")
      .first()
      .setInputFiles(await shot(page, "box"));
    await many(page.locator("recourse-widget [data-photo]"), 1);
    await page
      .locator("recourse-widget [data-photo]")
      .getByRole("button", { name: "Remove" })
      .click();
    await press(page, "Send the request");
    const { proofs } = await desk(page);
    assert.deepEqual(proofs, ["list-of-missing-items"], "what is written in the note");
  });

  it("photo: a reload that lost photos reports it", async () => {
    const { page, input, rows } = await atRequest();
    await page.route("**/photos", () => {});
    await input.setInputFiles(await shot(page, "slow"));
    await many(rows, 1);
    await page.reload();
    await page.getByText("A photo was not uploaded before this page").waitFor();
    assert.equal(await rows.count(), 0);
    await send(page);
  });

  it("photo: a phone that closes the page while its camera is open comes back to the request", async () => {
    const { page, input, added } = await atRequest();
    await page.locator("recourse-widget textarea").fill("The other colour");
    const chooser = page.waitForEvent("filechooser");
    await page.locator("recourse-widget .add").first().click();
    await chooser;
    await page.reload();
    await page.locator("recourse-widget [data-page=claim]").waitFor({ timeout: 20_000 });
    await page.getByText("A photo was not uploaded before this page").waitFor();
    assert.equal(await page.locator("recourse-widget textarea").inputValue(), "The other colour");
    await input.setInputFiles(await shot(page, "again"));
    await many(added, 1);
    await page.reload();
    await many(added, 1);
    assert.equal(
      await page.locator("recourse-widget [role=alert]").count(),
      0,
      "nothing is missing",
    );
    assert.equal((await sent(page)).photos.length, 1);
  });

  it("photo: an expired ticket loses the photos, and the page reports it", async () => {
    const { page, input, added } = await atRequest();
    await input.setInputFiles([await shot(page, "old")]);
    await many(added, 1);
    let first = true;
    await page.route("**/claims", (route) => {
      if (!first) return route.continue();
      first = false;
      return route.fulfill({
        status: 401,
        contentType: "application/problem+json",
        body: '{"code":"ticket_expired"}',
      });
    });
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.getByText("add the photos again").waitFor();
    assert.equal(await added.count(), 0, "no photo is shown that the shop would not accept");
    await input.setInputFiles([await shot(page, "old")]);
    await many(added, 1);
    await send(page);
  });
});
