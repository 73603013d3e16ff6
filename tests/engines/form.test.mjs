// The stateless HTML form in the other engines; in Gecko with scripts switched off, which WebKit's
// driver cannot do.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { By } from "selenium-webdriver";
import { start } from "./engine.mjs";
import { DESK, URL_BASE } from "./shopper.mjs";

/** The smallest valid JPEG, with an Exif orientation that rotates it. */
const PIXEL =
  "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8M" +
  "CgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/E" +
  "ABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==";

for (const engine of ["gecko", "webkit"]) {
  it(`form: ${engine}: a claim with a photo, by plain forms`, { timeout: 120_000 }, async () => {
    const driver = await start(engine, { "javascript.enabled": false });
    const folder = mkdtempSync(join(tmpdir(), "recourse-"));
    try {
      const all = (css) => driver.findElements(By.css(css));
      const one = (css) => driver.findElement(By.css(css));
      const primary = async () => {
        const before = await one("main");
        await (await one("button.primary")).click();
        await driver.wait(
          () =>
            before.isDisplayed().then(
              () => false,
              () => true,
            ),
          20_000,
          "another page",
        );
      };
      await driver.get(`${URL_BASE}/v1/stores/hekka/form`);
      await (await one("input[name=topic][value=wrong_item]")).click();
      await primary();
      for (let asked = 0; (await all("input[name=asked]")).length; asked += 1) {
        assert.ok(asked < 20, "the interview ends");
        const [day] = await all("input[type=date]");
        const no =
          (await all("input[type=radio]:is([value=not_sent], [value=no])"))[0] ??
          (await one("input[type=radio]"));
        await (day
          ? day.sendKeys(new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10))
          : no.click());
        await primary();
      }
      if (!(await all("[data-verdict]")).length) await primary();
      assert.ok((await all("[data-verdict]")).length, "a decision");
      await primary();
      await (await one("input[name=email]")).sendKeys("shopper@example.com");
      await (
        await one("input[name=order]")
      ).sendKeys(`G-${Math.random().toString(36).slice(2, 8).toUpperCase()}`);
      const file = join(folder, "side.jpg");
      writeFileSync(file, Buffer.from(PIXEL, "base64"));
      execFileSync("exiftool", [
        "-q",
        "-overwrite_original",
        "-Orientation#=6",
        "-GPSLatitude=52.52",
        "-GPSLatitudeRef=N",
        file,
      ]);
      await (await one("input[type=file]")).sendKeys(file);
      await primary();
      const id = await (await one("[data-claim]")).getAttribute("data-claim");
      const claim = await (
        await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })
      ).json();
      assert.equal(claim.photos.length, 1);
      const arrived = await fetch(
        `${URL_BASE}/v1/desk/claims/${id}/photos/${claim.photos[0].photo}`,
        { headers: DESK },
      );
      writeFileSync(file, Buffer.from(await arrived.arrayBuffer()));
      const [exif] = JSON.parse(
        execFileSync("exiftool", ["-j", "-n", "-Orientation", "-GPSLatitude", file]),
      );
      assert.deepEqual(
        { ...exif, SourceFile: "" },
        { SourceFile: "", Orientation: 6 },
        "the orientation is kept, the location is not",
      );
    } finally {
      await driver.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
