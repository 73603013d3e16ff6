// Photos as phones make them.
import assert from "node:assert/strict";

/** Text in the metadata that must not leave the phone. */
export const CANARY = "52.5200 N 13.4050 E canary phone";

/** A JPEG as a phone makes it: a picture of that size, with a location in its Exif data. */
export async function shot(page, name, width = 400, height = 300) {
  const picture = await page.evaluate(
    async ([width, height, name]) => {
      const canvas = new OffscreenCanvas(width, height);
      const paper = canvas.getContext("2d");
      const across = paper.createLinearGradient(0, 0, width, height);
      across.addColorStop(0, "teal");
      across.addColorStop(1, "orange");
      paper.fillStyle = across;
      paper.fillRect(0, 0, width, height);
      paper.fillStyle = "white";
      paper.font = "40px sans-serif";
      paper.fillText(name, 20, 60);
      return [
        ...new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg" })).arrayBuffer()),
      ];
    },
    [width, height, name],
  );
  const exif = Buffer.from(`Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0${CANARY}`, "latin1");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  const bytes = Buffer.from(picture);
  const buffer = Buffer.concat([
    bytes.subarray(0, 2),
    Buffer.from([0xff, 0xe1]),
    length,
    exif,
    bytes.subarray(2),
  ]);
  assert.ok(buffer.includes(CANARY));
  return { name: `${name}.jpg`, mimeType: "image/jpeg", buffer, picture: bytes };
}
