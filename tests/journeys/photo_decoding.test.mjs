// Photos in browsers that decode or draw them in another way than most do.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  DESK,
  PHONE,
  URL_BASE,
  browser,
  fillContact,
  open,
  press,
  send,
  walk,
} from "./actions.mjs";
import { shot } from "./photo_samples.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

/** A request with this photo, in a browser where `script` ran first; its stored photos. */
async function stored(photo, script, { hasPolicy = true } = {}) {
  const context = await chromium.newContext({ viewport: PHONE });
  await context.addInitScript(script);
  if (!hasPolicy)
    await context.route(/\/storefronts\/hekka\//, async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers() };
      delete headers["content-security-policy"];
      await route.fulfill({ response, headers });
    });
  const page = await open(context, "hekka", "delivered_on=-9");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await press(page, "Make this request");
  await fillContact(page);
  await page.locator("recourse-widget input[type=file]").first().setInputFiles(photo);
  await page.locator("recourse-widget [data-photo]").waitFor({ timeout: 30_000 });
  await send(page);
  const id = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
  const answer = await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK });
  const files = (await answer.json()).photos.map(async ({ photo }) => {
    const url = `${URL_BASE}/v1/desk/claims/${id}/photos/${photo}`;
    const file = await fetch(url, { headers: DESK });
    return {
      type: file.headers.get("content-type"),
      bytes: Buffer.from(await file.arrayBuffer()),
    };
  });
  return Promise.all(files);
}

/** Size and colour in the middle of a picture; `null` where `createImageBitmap` refuses it. */
const looks = async (bytes, script = () => {}) => {
  const context = await chromium.newContext();
  await context.addInitScript(script);
  const page = await context.newPage();
  await page.goto(URL_BASE);
  const seen = await page.evaluate(
    async (bytes) => {
      const file = new Blob([new Uint8Array(bytes)], { type: "image/jpeg" });
      const bitmap = await createImageBitmap(file).catch(() => null);
      if (!bitmap) return null;
      const paper = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      paper.drawImage(bitmap, 0, 0);
      const at = [bitmap.width / 2, bitmap.height / 2];
      return [bitmap.width, bitmap.height, ...paper.getImageData(...at, 1, 1).data];
    },
    [...bytes],
  );
  await context.close();
  return seen;
};

const picture = async (name) => shot(await (await chromium.newContext()).newPage(), name);

const isLike = (one, other) => one.every((value, at) => Math.abs(value - other[at]) < 24);

describe("photos that a browser decodes or draws differently", () => {
  for (const [name, hasPolicy] of [
    ["is re-encoded", false],
    ["is sent as it is where the page allows no such image", true],
  ])
    it(`photo_decoding: a photo that createImageBitmap refuses and <img> shows ${name}`, async () => {
      const refuse = () => {
        window.createImageBitmap = () => Promise.reject(new DOMException("", "InvalidStateError"));
      };
      const photo = await picture("refused");
      assert.equal(await looks(photo.picture, refuse), null);
      const [file] = await stored(photo, refuse, { hasPolicy });
      assert.equal(file.type, "image/jpeg");
      assert.ok(!file.bytes.includes("canary"), "without its location");
      const [seen, own] = [await looks(file.bytes), await looks(photo.picture)];
      assert.ok(isLike(seen, own), `${seen} is not ${own}`);
    });

  it("photo_decoding: a text that calls itself a photo is no photo, and says so", async () => {
    const context = await chromium.newContext({ viewport: PHONE });
    const page = await open(context, "hekka", "delivered_on=-9");
    await walk(page, "wrong_item", { sent_back: "not_sent" });
    await press(page, "Make this request");
    await page
      .locator("recourse-widget input[type=file]")
      .first()
      .setInputFiles({
        name: "front.jpg",
        mimeType: "image/jpeg",
        buffer: Buffer.from("no picture"),
      });
    const alert = page.locator("recourse-widget .photos [role=alert]");
    await alert.waitFor({ timeout: 20_000 });
    assert.match(await alert.innerText(), /cannot be read as a photo|is damaged/);
  });

  for (const [name, lie] of [
    ["noise", () => Math.random() * 256],
    ["white", () => 255],
  ])
    it(`photo_decoding: where a canvas gives ${name} the photo is sent as it is, and cleaned by the edge`, async () => {
      const script = `(${(lie) => {
        const type = CanvasRenderingContext2D.prototype;
        type.getImageData = (left, top, width, height) => {
          const data = new ImageData(width, height);
          return (data.data.forEach((_, at) => (data.data[at] = lie())), data);
        };
        const toBlob = HTMLCanvasElement.prototype.toBlob;
        HTMLCanvasElement.prototype.toBlob = function (...rest) {
          const paper = this.getContext("2d");
          paper.putImageData(type.getImageData(0, 0, this.width, this.height), 0, 0);
          toBlob.apply(this, rest);
        };
      }})(${lie})`;
      const photo = await picture(name);
      const [file] = await stored(photo, script);
      assert.equal(file.type, "image/jpeg");
      assert.ok(!file.bytes.includes("canary"), "the edge removes the location");
      const [seen, own] = [await looks(file.bytes), await looks(photo.picture)];
      assert.deepEqual(seen, own);
    });

  it("photo_decoding: a little noise in the last bits changes nothing: the photo is re-encoded", async () => {
    const script = () => {
      const type = CanvasRenderingContext2D.prototype;
      const own = type.getImageData;
      type.getImageData = function (...place) {
        const data = own.apply(this, place);
        data.data.forEach((value, at) => (data.data[at] = value ^ (Math.random() < 0.1)));
        return data;
      };
    };
    const large = await shot(await (await chromium.newContext()).newPage(), "large", 4032, 3024);
    const [file] = await stored(large, script);
    assert.deepEqual((await looks(file.bytes)).slice(0, 2), [2000, 1500]);
  });
});
