// What exiftool finds in the photos that the edge has stored.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { granted, send as sentBy } from "../faults/worker.mjs";
import { shot } from "./photo_samples.mjs";
import { DESK, PHONE, URL_BASE, browser, open, send } from "./actions.mjs";

let chromium, context;
before(async () => {
  chromium = await browser();
  context = await chromium.newContext({ viewport: PHONE });
});
after(() => chromium.close());

const photo = (claim, name) =>
  fetch(`${URL_BASE}/v1/desk/claims/${claim.id}/photos/${name}`, { headers: DESK });

it("photo: exiftool finds no metadata in what the edge has stored of a file straight from a phone", async () => {
  const place = mkdtempSync(join(tmpdir(), "recourse-exif-"));
  const tool = (...words) => execFileSync("exiftool", words, { encoding: "utf8" });
  try {
    const { picture } = await shot(await open(context, "hekka"), "exif");
    const file = join(place, "phone.jpg");
    writeFileSync(file, picture);
    tool(
      "-overwrite_original",
      "-q",
      "-GPSLatitude=52.52",
      "-GPSLatitudeRef=N",
      "-GPSLongitude=13.405",
      "-GPSLongitudeRef=E",
      "-Make=Canary",
      "-Model=Phone",
      "-DateTimeOriginal=2026:11:20 12:00:00",
      "-XMP:Creator=Canary",
      "-IPTC:By-line=Canary",
      "-Comment=Canary",
      file,
    );
    assert.match(tool("-a", "-G1", file), /GPS Latitude[^]*Canary/, "the original has it");
    const ticket = await (
      await fetch(`${URL_BASE}/v1/stores/hekka/tickets`, { method: "POST" })
    ).json();
    const headers = { "content-type": "image/jpeg", "recourse-ticket": ticket.ticket };
    // Sent without being re-encoded by a browser.
    const kept = await (
      await fetch(`${URL_BASE}/v1/stores/hekka/photos`, {
        method: "POST",
        headers,
        body: readFileSync(file),
      })
    ).json();
    const claim = await claimWith(ticket.ticket, kept.photo);
    const clean = join(place, "kept.jpg");
    writeFileSync(clean, Buffer.from(await (await photo(claim, kept.photo)).arrayBuffer()));
    const groups = JSON.parse(tool("-j", "-a", "-G1", clean))[0];
    const metadata = Object.keys(groups).filter(
      (name) => !/^(SourceFile|ExifTool|System|File|Composite|JFIF|ICC)/.test(name),
    );
    assert.deepEqual(metadata, [], "only the picture");
    assert.ok(
      !JSON.stringify(groups).includes("Canary") && !JSON.stringify(groups).includes("GPS"),
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

/** Sends a claim that names a photo, without a browser. */
async function claimWith(ticket, name) {
  const basis = await granted(URL_BASE);
  const { proofs } = await (
    await fetch(`${URL_BASE}/v1/desk/stores/hekka/decide`, {
      method: "POST",
      headers: { ...DESK, "content-type": "application/json" },
      body: JSON.stringify({
        topic: basis.topic,
        facts: basis.facts,
        today: new Date().toISOString().slice(0, 10),
      }),
    })
  )
    .json()
    .then((decision) => decision.remedies.find((one) => one.remedy === basis.remedy));
  const body = {
    ...basis,
    contact: { email: "exif@shopper.example", order: `E-${Date.now()}` },
    photos: [{ proof: proofs[0], photo: name }],
  };
  const receipt = await (await sentBy(URL_BASE, ticket, body)).json();
  assert.ok(receipt.claim, JSON.stringify(receipt));
  return { id: receipt.claim };
}
