// Pages whose scripts have changed what every script shares: old libraries give arrays, dates and
// functions methods of their own, polyfills replace what browsers have. A request with a photo
// arrives on each of them, the session is restored, and the events are what the reference says.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DESK, PHONE, URL_BASE, at, browser, fillContact, press, send, walk } from "./actions.mjs";
import { shot } from "./photo_samples.mjs";
import { LOADER, serve, up } from "./shop_page.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

/** What a script of the page does before the widget's own script runs. */
const PAGES = {
  "arrays, texts, numbers and dates with a toJSON of their own": () => {
    Array.prototype.toJSON = function () {
      return "[" + Array.from(this, (one) => JSON.stringify(one)).join(", ") + "]";
    };
    for (const type of [String, Number, Boolean, Date])
      type.prototype.toJSON = function () {
        return `"${this}"`;
      };
  },
  "objects with a toJSON": () => {
    Object.prototype.toJSON = function () {
      return "an object";
    };
  },
  "a JSON.stringify that leaves out empty texts and lists": () => {
    const own = JSON.stringify;
    JSON.stringify = (value) =>
      own(value, (_, one) => (one === "" || one?.length === 0 ? undefined : one));
  },
  "enumerable methods on objects, arrays and functions": () => {
    for (const type of [Object, Array, Function, String])
      type.prototype.toJSONString = type.prototype.each = function () {};
  },
  "bind, Array.from and remove of old libraries": () => {
    Function.prototype.bind = function (self, list) {
      const own = this;
      return (...given) => own.apply(self, list ?? given);
    };
    Array.from = (list) => (list == null ? [] : [].slice.call(list));
    Element.prototype.remove = function () {
      this.parentNode.removeChild(this);
    };
    Array.prototype.reverse = function () {
      return [...this].sort(() => -1);
    };
  },
  "dates written in quotes": () => {
    const own = Date.prototype.toISOString;
    Date.prototype.toISOString = function () {
      return `"${own.call(this)}"`;
    };
  },
  "a Promise without finally": () => {
    const Native = Promise;
    window.Promise = class Old {
      #native;
      constructor(start) {
        this.#native = new Native(start);
      }
      then(...handlers) {
        const next = this.#native.then(...handlers);
        return new Old((done, fail) => next.then(done, fail));
      }
      catch(handler) {
        return this.then(undefined, handler);
      }
      static resolve(value) {
        return new Old((done) => done(value));
      }
      static reject(value) {
        return new Old((_, fail) => fail(value));
      }
      static all(list) {
        return new Old((done, fail) => Native.all(list).then(done, fail));
      }
    };
  },
  "a fetch that takes an address only": () => {
    const own = window.fetch;
    window.fetch = (address, ...rest) => {
      if (address.startsWith("/cart/add")) window.added = true;
      return own(address, ...rest);
    };
  },
  "a browser without the newer interfaces": () => {
    for (const name of ["IntersectionObserver", "requestIdleCallback", "matchMedia", "Temporal"])
      delete window[name];
    window.ResizeObserver = undefined;
    delete Crypto.prototype.randomUUID;
    for (const name of ["connection", "clipboard", "share"]) delete Navigator.prototype[name];
  },
};

/** A page of a shop with the widget, whose own scripts have run before. */
async function shop(script) {
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await serve(
    page,
    () =>
      `<script>window.told = []; for (const name of ["ready", "submitted", "error"]) ` +
      `addEventListener("recourse:" + name, ({ detail }) => told.push({ ...detail })); ` +
      `(${script})();</script><recourse-widget store="hekka"></recourse-widget>${LOADER}`,
  );
  await up(page);
  return page;
}

const claim = async (page) => {
  const id = await page.locator("recourse-widget [data-claim]").getAttribute("data-claim");
  return (await fetch(`${URL_BASE}/v1/desk/claims/${id}`, { headers: DESK })).json();
};

describe("changed globals", () => {
  for (const [name, script] of Object.entries(PAGES)) {
    it(`globals: with ${name} a request with a photo arrives as it was made`, async () => {
      const photo = await shot(await (await chromium.newContext()).newPage(), "front");
      const page = await shop(script);
      await walk(page, "wrong_item", { sent_back: "not_sent" });
      await press(page, "Make this request");
      await fillContact(page);
      await page.locator("recourse-widget textarea").fill("It is the wrong colour");
      await page.locator("recourse-widget input[type=file]").first().setInputFiles(photo);
      await page.locator("recourse-widget [data-photo]").waitFor({ timeout: 20_000 });
      await page.reload();
      await up(page);
      assert.equal(await at(page), "claim", "on the page of the request");
      assert.equal(
        await page.locator("recourse-widget textarea").inputValue(),
        "It is the wrong colour",
        "the session is restored",
      );
      await send(page);
      const { note, photos, facts } = await claim(page);
      assert.equal(note, "It is the wrong colour");
      assert.equal(photos.length, 1, "with its photo");
      assert.equal(facts.sent_back, "not_sent");
      const told = await page.evaluate(() => told.map(({ type, at, id }) => ({ type, at, id })));
      assert.deepEqual(
        told.map(({ type }) => type),
        ["ready", "submitted"],
      );
      for (const { at, id } of told) {
        assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.match(id, /^[\w:.-]+$/);
      }
      assert.deepEqual(page.problems, []);
    });
  }
});
