// The widget in the engines of other browsers: Gecko (Firefox) and WebKit (Safari and every browser
// on iPhones). The rules are proved elsewhere; these tests cover what differs between engines:
// layout, focus, keys, files, content security policies.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Key } from "selenium-webdriver";
import { start } from "./engine.mjs";
import { look } from "./layout.mjs";
import { STRICT, shop, tag } from "./shop.mjs";
import { DESK, Shopper, URL_BASE } from "./shopper.mjs";

const PAGES = {
  "/return": { body: tag('store="hekka" load="eager"') },
  "/wrong": {
    body: tag(
      'store="hekka" load="eager" topic="wrong_item" fact-sent_back="not_sent" ' +
        'fact-delivered_on="2026-11-20" order="E-1"',
    ),
  },
  "/arabic": { body: tag('store="hekka" load="eager" lang="ar"'), lang: "ar" },
  "/row": {
    body:
      `<p class="above">A long page</p>` +
      `<div class="row">${tag('store="hekka" load="eager"').replace(' id="box"', "")}</div>` +
      `<p>Its end</p>`,
  },
  "/riyadh": {
    body: tag('store="hekka" load="eager" lang="ar-SA" topic="return" fact-sent_back="not_sent"'),
  },
  "/intent": { body: tag('store="hekka" load="intent"') },
  "/forged-script": { body: tag('store="hekka" load="eager"'), from: "/script" },
  "/forged-wasm": { body: tag('store="hekka" load="eager"'), from: "/wasm" },
  "/no-wasm": {
    body: tag('store="hekka" load="eager"'),
    csp: STRICT.replace("'wasm-unsafe-eval'", ""),
  },
};

for (const engine of ["gecko", "webkit"]) {
  describe(engine, { timeout: 300_000 }, () => {
    let driver, shopper, place, folder;
    before(async () => {
      place = await shop(PAGES);
      folder = mkdtempSync(join(tmpdir(), "recourse-"));
      await open();
    });
    after(async () => {
      await driver?.stop();
      place?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const looked = (where) => look(shopper, where);

    async function open() {
      driver = await start(engine);
      await driver.manage().window().setRect({ width: 500, height: 900, x: 0, y: 0 });
      shopper = new Shopper(driver);
    }

    const isAlive = () =>
      driver.getTitle().then(
        () => true,
        () => false,
      );

    /** A test. It runs once more if the browser itself crashed, which WebKitGTK does at times. */
    const test = (name, body) =>
      it(name, async (context) => {
        try {
          await body();
        } catch (error) {
          if (await isAlive()) throw error;
          context.diagnostic(`${engine} crashed; the test runs again in a new browser`);
          await driver.stop();
          await open();
          await body();
        }
      });

    test("engine: on another origin, under a strict content security policy", async () => {
      await shopper.open(`${place.at}/return`);
      await shopper.walk("return", { sent_back: "not_sent", item_state: "used" }, looked);
      await shopper.open(`${place.at}/return`);
      await shopper.walk("customs_help", { country: "Mexico" }, looked);
    });

    test("engine: from right to left", async () => {
      await shopper.open(`${place.at}/arabic`);
      assert.equal(
        await shopper.ask("return getComputedStyle(within('[data-page]')[0]).direction"),
        "rtl",
      );
      await shopper.walk("damaged_or_not_as_described", {}, looked);
    });

    test("engine: it takes the width of its row, and the next page is scrolled to its title", async () => {
      await driver.manage().window().setRect({ width: 500, height: 800, x: 0, y: 0 });
      await shopper.open(`${place.at}/row`);
      const width = await shopper.ask(
        "return within('[data-page]')[0].getBoundingClientRect().width",
      );
      assert.ok(width > 300, `${width} px wide`);
      await shopper.choose("return");
      await shopper.press("Continue");
      const top = () =>
        shopper.ask(
          "return new Promise((done) => requestAnimationFrame(() => setTimeout(() => " +
            "done(within('h2')[0].getBoundingClientRect().top / innerHeight), 100)))",
        );
      const there = await top();
      assert.ok(there >= 0 && there < 0.6, `the title is at ${there} of the window`);
      await driver.manage().window().setRect({ width: 500, height: 900, x: 0, y: 0 });
    });

    test("engine: search results are below their field, and a wrong field is visibly wrong", async () => {
      await shopper.open(`${place.at}/return`);
      await shopper.choose("customs_help");
      await shopper.press("Continue");
      await shopper.type("input[type=search]", "u");
      await shopper.one("input[type=radio]");
      const gap = await shopper.ask(
        "return within('.option')[0].getBoundingClientRect().top - " +
          "within('input[type=search]')[0].getBoundingClientRect().bottom",
      );
      assert.ok(gap >= 4, `${gap} px`);
      await shopper.open(`${place.at}/wrong`);
      await shopper.decide();
      await shopper.press("Make this request");
      const border = () =>
        shopper.ask(
          "const { borderColor, borderWidth } " +
            "= getComputedStyle(within('input[name=email]')[0]); return borderColor + borderWidth",
        );
      const right = await border();
      await (await shopper.one("button.primary")).click();
      await shopper.one("[role=alert]");
      if (await shopper.ask("return within('button.primary')[0].innerText === 'Send without it'"))
        await (await shopper.one("button.primary")).click();
      await shopper.one("input[name=email][aria-invalid=true]");
      assert.notEqual(await border(), right);
    });

    test("engine: months and days are those of the fields, in Riyadh, too", async () => {
      await shopper.open(`${place.at}/riyadh`);
      const months = await shopper.ask(
        "return within('select option').map((option) => option.innerText)",
      );
      assert.equal(new Set(months).size, 13, months.join(" "));
      const plain = new Intl.DateTimeFormat("ar", { month: "long", timeZone: "UTC" }).format(
        new Date("2026-11-15T12:00:00Z"),
      );
      assert.equal(months[11], plain);
    });

    test("engine: a photo that is upright only by its Exif orientation arrives upright without Exif", async () => {
      await shopper.open(`${place.at}/wrong`);
      await shopper.decide();
      await shopper.press("Make this request");
      const picture = await driver.executeAsyncScript(
        "const done = arguments[0]; const canvas = document.createElement('canvas'); " +
          "canvas.width = 400; canvas.height = 300; canvas.getContext('2d').fillRect(0, 0, 99, " +
          "9); canvas.toBlob(async (blob) => done([...new Uint8Array(await " +
          "blob.arrayBuffer())]), 'image/jpeg')",
      );
      const file = join(folder, "front.jpg");
      writeFileSync(file, Buffer.from(picture));
      execFileSync("exiftool", [
        "-q",
        "-overwrite_original",
        "-Orientation#=6",
        "-GPSLatitude=52.52",
        "-GPSLatitudeRef=N",
        file,
      ]);
      await (await shopper.one("input[type=file]")).sendKeys(file);
      await shopper.one("[data-photo]");
      await looked("request");
      await shopper.type("input[name=email]", "shopper@example.com");
      await shopper.press("Send the request");
      assert.equal(await shopper.at(), "receipt");
      await looked("receipt");
      const id = await (await shopper.one("[data-claim]")).getAttribute("data-claim");
      const claim = await (
        await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })
      ).json();
      assert.equal(claim.photos.length, 1);
      const arrived = Buffer.from(
        await (
          await fetch(`${URL_BASE}/v1/desk/claims/${id}/photos/${claim.photos[0].photo}`, {
            headers: DESK,
          })
        ).arrayBuffer(),
      );
      writeFileSync(file, arrived);
      const [exif] = JSON.parse(
        execFileSync("exiftool", ["-j", "-ImageSize", "-Orientation", "-GPSLatitude", file]),
      );
      assert.deepEqual({ ...exif, SourceFile: "" }, { SourceFile: "", ImageSize: "300x400" });
    });

    test("engine: photos can be dropped on their field, and a file that is no photo is reported", async () => {
      await shopper.open(`${place.at}/wrong`);
      await shopper.decide();
      await shopper.press("Make this request");
      const dropped = await driver.executeAsyncScript(`const done = arguments[0];
        const canvas = document.createElement("canvas");
        canvas.toBlob((blob) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([blob], "a.png", { type: "image/png" }));
          const drop = new DragEvent("drop", { bubbles: true, cancelable: true, composed: true, dataTransfer });
          document.querySelector("recourse-widget").shadowRoot.querySelector(".slot").dispatchEvent(drop);
          done(drop.defaultPrevented);
        })`);
      assert.equal(dropped, true, "the browser does not open the file instead");
      await shopper.one("[data-photo]");
      const file = join(folder, "front.heic");
      writeFileSync(file, "\0\0\0\x18ftypheic and no more");
      await (await shopper.one("input[type=file]")).sendKeys(file);
      assert.match(
        await (await shopper.one(".photos [role=alert]")).getText(),
        /cannot be read as a photo/,
      );
    });

    test("engine: a file with a wrong integrity hash is refused, and the link stays", async () => {
      for (const kind of ["script", "wasm"]) {
        await shopper.visit(`${place.at}/forged-${kind}`);
        await shopper.until("the widget or a refusal", () =>
          shopper.has("[role=status], [data-page]"),
        );
        assert.equal(await shopper.has("[data-page]"), false, kind);
        assert.equal(await driver.executeScript("return window.forged"), null, "none of it runs");
      }
    });

    test("engine: with the keyboard alone", async () => {
      await shopper.open(`${place.at}/return`);
      const keys = (...all) =>
        driver
          .actions()
          .sendKeys(...all)
          .perform();
      const focus = () =>
        shopper.ask(
          `const it = shadow.activeElement; ` +
            `const shown = it && [it, it.closest("label")].some((one) => one && ` +
            `getComputedStyle(one).outlineStyle !== "none"); return it && { tag: it.tagName, ` +
            `type: it.type, value: it.value, primary: it.matches(".primary"), shown }`,
        );
      const tabTo = async (what, wanted) => {
        for (let stop = 0; stop < 40; stop += 1) {
          const now = await focus();
          if (now && wanted(now)) return assert.ok(now.shown, `${what}: the focus is visible`);
          await keys(Key.TAB);
        }
        return assert.fail(`${what}: Tab never came to it`);
      };
      await tabTo("topics", ({ type }) => type === "radio");
      for (let turn = 0; turn < 20 && (await focus()).value !== "customs_help"; turn += 1)
        await keys(Key.ARROW_DOWN);
      await tabTo("Continue", ({ primary }) => primary);
      await shopper.onward("Enter", () => keys(Key.ENTER));
      await tabTo("the search", ({ type }) => type === "search");
      await keys(..."Mexico");
      await shopper.one("input[type=radio]");
      await tabTo("Mexico", ({ type }) => type === "radio");
      await keys(Key.SPACE);
      await tabTo("Continue", ({ primary }) => primary);
      await shopper.onward("Enter", () => keys(Key.ENTER));
      assert.equal(await shopper.at(), "review");
    });

    test("engine: a reload restores the answers, after a change of language, too", async () => {
      await shopper.open(`${place.at}/return`);
      await shopper.choose("return");
      await shopper.press("Continue");
      await shopper.choose("sent_after_contact");
      await shopper.press("Continue");
      await driver.navigate().refresh();
      const title = async () => (await shopper.one("h2")).getText();
      const before = await title();
      await shopper.press("Back");
      assert.ok(await (await shopper.one("input[value=sent_after_contact]")).isSelected());
      await driver.executeScript("document.querySelector('recourse-widget').lang = 'de'");
      await shopper.until("German", () => shopper.has("[data-page][lang=de]"));
      assert.ok(await (await shopper.one("input[value=sent_after_contact]")).isSelected());
      assert.notEqual(await title(), before);
    });

    test("engine: nothing loads before it is needed, and the shop's own link opens it", async () => {
      await shopper.visit(`${place.at}/intent`);
      await shopper.until("the tag is known", () =>
        driver.executeScript("return !!customElements.get('recourse-widget')"),
      );
      await driver.sleep(300);
      assert.deepEqual(
        await driver.executeScript(
          "return performance.getEntriesByType('resource').map(({ name }) => " +
            "name).filter((name) => name.endsWith('.wasm'))",
        ),
        [],
      );
      await (await driver.findElement({ css: "recourse-widget a" })).click();
      await shopper.one("[data-page=topics]");
      assert.equal(await driver.getCurrentUrl(), `${place.at}/intent`);
    });

    test("engine: where wasm is forbidden, the link leads to the form", async () => {
      await shopper.visit(`${place.at}/no-wasm`);
      await driver.sleep(1_000);
      assert.equal(await shopper.has("[data-page]"), false);
      await (await driver.findElement({ css: "recourse-widget a" })).click();
      await shopper.until("the form", async () =>
        (await driver.getCurrentUrl()).startsWith(`${URL_BASE}/v1/stores/hekka/form`),
      );
    });
  });
}
