// Firefox with its protection against fingerprinting: a canvas gives back noise instead of what was
// drawn. A photo arrives as it is, and the edge removes its metadata.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { deflateSync, crc32 } from "node:zlib";
import { start } from "./engine.mjs";
import { shop, tag } from "./shop.mjs";
import { DESK, Shopper, URL_BASE } from "./shopper.mjs";

const SIDE = 64;

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = [Buffer.alloc(4), Buffer.alloc(4)];
  ends[0].writeUInt32BE(data.length);
  ends[1].writeUInt32BE(crc32(body));
  return Buffer.concat([ends[0], body, ends[1]]);
};

/** A PNG whose pixels are all of one colour, with a text beside them. */
function picture(colour) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2], 8);
  const row = Buffer.concat([
    Buffer.alloc(1),
    Buffer.concat(Array(SIDE).fill(Buffer.from(colour))),
  ]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("tEXt", Buffer.from("Comment\0canary 52.52 N")),
    chunk("IDAT", deflateSync(Buffer.concat(Array(SIDE).fill(row)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

let driver, place, folder;
before(async () => {
  const body = tag(
    'store="hekka" load="eager" topic="wrong_item" fact-sent_back="not_sent" ' +
      'fact-delivered_on="2026-11-20" order="E-9"',
  );
  place = await shop({ "/wrong": { body } });
  folder = mkdtempSync(join(tmpdir(), "recourse-"));
  driver = await start("gecko", { "privacy.resistFingerprinting": true });
});
after(async () => {
  await driver?.stop();
  place?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("fingerprinting: a photo arrives where Firefox resists fingerprinting", async () => {
  const shopper = new Shopper(driver);
  await shopper.open(`${place.at}/wrong`);
  const honest = await driver.executeScript(`
    const paper = document.createElement("canvas").getContext("2d");
    paper.fillStyle = "rgb(200 30 60)";
    paper.fillRect(0, 0, 9, 9);
    return [...paper.getImageData(0, 0, 9, 9).data].every((value, at) => value === [200, 30, 60, 255][at % 4]);`);
  assert.equal(honest, false, "this browser's canvas gives noise");
  await shopper.decide();
  await shopper.press("Make this request");
  const file = join(folder, "front.png");
  writeFileSync(file, picture([200, 30, 60]));
  await (await shopper.one("input[type=file]")).sendKeys(file);
  await shopper.one("[data-photo]");
  await shopper.type("input[name=email]", "shopper@example.com");
  await shopper.press("Send the request");
  const id = await (await shopper.one("[data-claim]")).getAttribute("data-claim");
  const url = `${URL_BASE}/v1/desk/claims/${id}`;
  const { photos } = await (await fetch(url, { headers: DESK })).json();
  const answer = await fetch(`${url}/photos/${photos[0].photo}`, { headers: DESK });
  assert.equal(answer.headers.get("content-type"), "image/png");
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.ok(!bytes.includes("canary"), "without what was beside the pixels");
  const pixels = picture([200, 30, 60]);
  const data = pixels.subarray(pixels.indexOf("IDAT"), pixels.indexOf("IEND"));
  assert.ok(bytes.includes(data), "the pixels are those of the file");
});
